import { describe, expect, it } from '@jest/globals';
import { attribute, type RunningThen } from './attribution.ts';
import type { Draft } from './tracker/draft.ts';

const DRAFT: Draft = {
  at: 0,
  kind: 'restarted',
  service: 'media/jellyfin',
  title: '',
  detail: '',
  tone: 'neutral',
  before: null,
  after: null,
  observed: true,
};

const RESTART: RunningThen = {
  id: 'op-1',
  command: 'service.restart',
  target: 'media/jellyfin',
  actor: 'marta',
  services: ['media/jellyfin'],
};

describe('attribute', () => {
  it('names whoever ran an operation on the service', () => {
    expect(attribute(DRAFT, [RESTART])).toMatchObject({ actor: 'marta', operationId: 'op-1' });
  });

  it('counts an operation on the whole project', () => {
    const up = { ...RESTART, command: 'compose.up', target: 'media', services: [] };
    expect(attribute(DRAFT, [up])).toMatchObject({ actor: 'marta', operationId: 'op-1' });
  });

  it('says outside where nothing of ours ran on it', () => {
    const other = { ...RESTART, target: 'home/mosquitto', services: ['home/mosquitto'] };
    expect(attribute(DRAFT, [])).toMatchObject({ actor: 'outside', operationId: null });
    expect(attribute(DRAFT, [other])).toMatchObject({ actor: 'outside', operationId: null });
  });

  it('does not take a pull for the cause of a restart', () => {
    const pull = { ...RESTART, command: 'docker.pull-all', target: null };
    expect(attribute(DRAFT, [pull])).toMatchObject({ actor: 'outside' });
  });

  it('says unknown where something ran that could have done anything', () => {
    const script = { ...RESTART, command: 'host.tidy-up', target: null, services: [] };
    expect(attribute(DRAFT, [script])).toMatchObject({
      actor: 'unknown',
      operationId: null,
      known: expect.stringContaining('host.tidy-up'),
    });
  });

  it('says unknown where nobody watched, unless an operation of ours is known to have run', () => {
    expect(attribute({ ...DRAFT, observed: false }, [])).toMatchObject({ actor: 'unknown' });
    expect(attribute({ ...DRAFT, observed: false }, [RESTART])).toMatchObject({ actor: 'marta' });
  });
});
