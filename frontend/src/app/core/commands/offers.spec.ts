import { describe, expect, it } from '@jest/globals';
import { commandWith, operationWith } from '../../../testing/operations';
import { serviceWith } from '../../../testing/services';
import { operationOn } from './blocker';
import { type ActionContext, allowed, type Offer, offersFor } from './offers';
import type { Target } from './target';

const catalog = [
  'service.start',
  'service.stop',
  'service.restart',
  'docker.pull',
  'compose.up',
  'compose.stop',
  'host.trim',
].map((id) => commandWith(id));
const context = (change: Partial<ActionContext> = {}): ActionContext => ({
  catalog,
  user: { id: 'u', username: 'marta', role: 'operator' },
  engineReady: true,
  active: [],
  pending: [],
  ...change,
});
const jellyfin = serviceWith('media/jellyfin');
const service: Target = { kind: 'service', service: jellyfin };
const stopped: Target = { kind: 'service', service: serviceWith('media/jellyfin', { state: 'stopped' }) };
const project: Target = { kind: 'project', project: 'media', services: [jellyfin] };
const ids = (offers: readonly Offer[]): readonly string[] => offers.map(({ command }) => command.id);
const blockedOf = (offers: readonly Offer[], id: string): Offer['blocked'] | undefined =>
  offers.find(({ command }) => command.id === id)?.blocked;

describe('offersFor', () => {
  it('offers what makes sense as the service is', () => {
    expect(ids(offersFor(service, context()))).toEqual(['service.restart', 'docker.pull', 'service.stop']);
    expect(ids(offersFor(stopped, context()))).toEqual(['docker.pull', 'service.start']);
    expect(ids(offersFor(project, context()))).toEqual(['compose.up', 'compose.stop']);
    expect(ids(offersFor({ kind: 'host' }, context()))).toEqual(['docker.pull', 'host.trim']);
  });

  it('offers nothing before the catalog is known', () => {
    expect(offersFor(service, context({ catalog: null }))).toEqual([]);
  });

  it('gives a viewer no button, and says why', () => {
    const offers = offersFor(service, context({ user: { id: 'u', username: 'jonas', role: 'viewer' } }));
    expect(allowed(offers)).toEqual([]);
    expect(offers[0]?.locked).toBe('Your role, viewer, cannot do this.');
  });

  it('keeps to the services and projects the configuration names', () => {
    const only = (allowedServices: readonly string[]): readonly string[] =>
      ids(
        allowed(
          offersFor(
            service,
            context({ catalog: [commandWith('service.stop', { allowedServices: [...allowedServices] })] }),
          ),
        ),
      );
    expect(only(['media/jellyfin'])).toHaveLength(1);
    expect(only(['media/*'])).toHaveLength(1);
    expect(only(['media/sonarr', 'edge/*'])).toHaveLength(0);
    const projects = context({ catalog: [commandWith('compose.up', { allowedProjects: ['edge'] })] });
    expect(allowed(offersFor(project, projects))).toEqual([]);
  });

  it('blocks what needs the engine while it is away, and nothing else', () => {
    const away = context({ engineReady: false });
    expect(blockedOf(offersFor(service, away), 'service.stop')?.reason).toContain('engine');
    expect(blockedOf(offersFor({ kind: 'host' }, away), 'host.trim')).toBeNull();
  });

  it('blocks what an operation keeps away, and names it', () => {
    const busy = context({ active: [operationWith({ id: 'op-7' })] });
    expect(blockedOf(offersFor(service, busy), 'service.stop')).toEqual({
      reason: 'Restart jellyfin is running.',
      operationId: 'op-7',
    });
    expect(blockedOf(offersFor(service, busy), 'docker.pull')).toBeNull();
    expect(blockedOf(offersFor(project, busy), 'compose.up')?.operationId).toBe('op-7');
    const other = context({ active: [operationWith({ target: 'media/sonarr' })] });
    expect(blockedOf(offersFor(service, other), 'service.stop')).toBeNull();
    const whole = context({ active: [operationWith({ command: 'compose.up', target: 'media' })] });
    expect(blockedOf(offersFor(service, whole), 'service.stop')?.reason).toBe('Compose up media is running.');
  });

  it('blocks what was just asked for', () => {
    const pending = context({ pending: [{ command: 'service.stop', target: 'media/jellyfin' }] });
    expect(blockedOf(offersFor(service, pending), 'service.stop')?.operationId).toBeNull();
    expect(blockedOf(offersFor(service, pending), 'service.restart')).toBeNull();
  });
});

describe('operationOn', () => {
  it('finds the operation of the service, or of its project', () => {
    const up = operationWith({ id: 'up', command: 'compose.up', target: 'media' });
    const own = operationWith({ id: 'own' });
    expect(operationOn([up, own], jellyfin)?.id).toBe('own');
    expect(operationOn([up], jellyfin)?.id).toBe('up');
    expect(operationOn([operationWith({ command: 'compose.pull', target: 'media' })], jellyfin)).toBeNull();
    expect(operationOn([own], serviceWith('edge/traefik'))).toBeNull();
  });
});
