import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { EngineState } from '#shared/engine';
import type { Service } from '#shared/service';
import { aContainer, anId } from '../testing/a-container.ts';
import { ServiceDirectory } from './service-directory.ts';

const NOW = Date.parse('2026-06-18T12:00:00.000Z');
const CONNECTED: EngineState = {
  status: 'connected',
  kind: 'docker',
  version: '28.5.2',
  apiVersion: '1.51',
  since: '',
  error: null,
};
const ONE_SHOT = { name: 'no', maximumRetries: 0 } as const;

describe('ServiceDirectory', () => {
  it('groups the replicas of a compose service and keeps others by name', () => {
    const directory = new ServiceDirectory();
    directory.replaceAll([
      aContainer({ name: 'media-jellyfin-1' }),
      aContainer({ name: 'media-jellyfin-2' }),
      aContainer({ name: 'portainer', compose: null }),
    ]);
    directory.commit(NOW, false);
    expect(directory.all().map(({ key, containers }) => [key, containers.length])).toEqual([
      ['media/jellyfin', 2],
      ['~/portainer', 1],
    ]);
  });

  it('tells of a change once, and of nothing where nothing changed', () => {
    const directory = new ServiceDirectory();
    const container = aContainer();
    directory.put(container);
    expect(directory.commit(NOW, true).upserted).toHaveLength(1);
    directory.put({ ...container });
    expect(directory.commit(NOW, true)).toMatchObject({ upserted: [], removed: [] });
  });

  it('removes a service with its last container, not before', () => {
    const directory = new ServiceDirectory();
    const [first, second] = [aContainer({ name: 'a-1' }), aContainer({ name: 'a-2' })];
    directory.replaceAll([first, second]);
    directory.commit(NOW, false);
    directory.remove(first.id);
    expect(directory.commit(NOW, true)).toMatchObject({ removed: [], upserted: [{ key: 'media/jellyfin' }] });
    directory.remove(second.id);
    expect(directory.commit(NOW, true)).toMatchObject({ removed: ['media/jellyfin'], upserted: [] });
    expect(directory.detail('media/jellyfin')).toBeNull();
  });

  it('moves a renamed container outside compose to its new key', () => {
    const directory = new ServiceDirectory();
    const container = aContainer({ name: 'old', compose: null });
    directory.put(container);
    directory.commit(NOW, true);
    directory.put({ ...container, name: 'new' });
    expect(directory.commit(NOW, true)).toMatchObject({ removed: ['~/old'], upserted: [{ key: '~/new' }] });
  });

  it('remembers a stop that was seen until the next start', () => {
    const directory = new ServiceDirectory();
    const container = aContainer({ restartPolicy: ONE_SHOT });
    directory.put(container);
    directory.commit(NOW, true);
    const ended = { ...container, state: 'exited', exitCode: 137 } as const;
    directory.put(ended);
    directory.commit(NOW, true);
    expect(directory.all()[0]?.state).toBe('failed');
    directory.noteStop(container.id);
    directory.commit(NOW, true);
    expect(directory.all()[0]?.state).toBe('stopped');
    directory.put({ ...ended, startedAt: '2026-06-18T11:00:00.000Z' });
    directory.commit(NOW, true);
    expect(directory.all()[0]?.state).toBe('failed');
  });

  it('dates a health change by when it was seen, for the engine does not date it', () => {
    const directory = new ServiceDirectory();
    const container = aContainer({ health: 'healthy' });
    directory.put(container);
    directory.commit(NOW, false);
    expect(directory.all()[0]?.updatedAt).toBe(container.startedAt);
    directory.put({ ...container, health: 'unhealthy' });
    directory.commit(NOW, true);
    expect(directory.all()[0]?.updatedAt).toBe(new Date(NOW).toISOString());
  });

  it('reviews a crash loop when it is due although nothing happened', () => {
    const directory = new ServiceDirectory();
    directory.put(aContainer({ restartCount: 2, startedAt: new Date(NOW).toISOString() }));
    directory.commit(NOW, true);
    expect(directory.commit(NOW + 9_999, true).upserted).toEqual([]);
    expect(directory.commit(NOW + 10_000, true).upserted).toMatchObject([{ state: 'running' }]);
  });

  it('remembers how the last run of a crash loop ended while the next one is under way', () => {
    const directory = new ServiceDirectory();
    const crashed = aContainer({ state: 'restarting', restartCount: 1, exitCode: 3 });
    const running = {
      ...crashed,
      state: 'running',
      exitCode: 0,
      startedAt: new Date(NOW).toISOString(),
    } as const;
    directory.put(running);
    directory.commit(NOW, true);
    expect(directory.attention(CONNECTED)[0]?.detail).toBe('Restarted once');
    directory.put(crashed);
    directory.commit(NOW, true);
    directory.put(running);
    directory.commit(NOW, true);
    expect(directory.attention(CONNECTED)[0]?.detail).toBe('Exit code 3. Restarted once');
  });

  it('answers as JSON what it answers as objects', () => {
    const directory = new ServiceDirectory();
    directory.replaceAll([aContainer(), aContainer({ name: 'x', compose: null })]);
    directory.commit(NOW, false);
    expect(JSON.parse(directory.allAsJson())).toEqual(directory.all());
  });

  it('agrees with a list that says the same, whatever it leaves out', () => {
    const directory = new ServiceDirectory();
    const paused = aContainer({ state: 'paused', health: 'healthy' });
    directory.put(paused);
    expect(directory.agreesWith({ ...paused, health: 'none' })).toBe(true);
    expect(directory.agreesWith({ ...paused, state: 'running' })).toBe(false);
    expect(directory.agreesWith({ ...paused, id: anId() })).toBe(false);
  });

  it('arrives at the same picture by changes as by a listing, in whatever order they come', () => {
    const ids = Array.from({ length: 6 }, () => anId());
    const facts = fc.record({
      id: fc.constantFrom(...ids),
      name: fc.constantFrom('one', 'two', 'three'),
      inCompose: fc.boolean(),
      state: fc.constantFrom('running' as const, 'exited' as const, 'paused' as const),
      exitCode: fc.constantFrom(0, 1, 137),
    });
    const step = fc.oneof(
      facts.map((value) => ({ kind: 'put' as const, value })),
      fc.constantFrom(...ids).map((id) => ({ kind: 'remove' as const, id })),
      fc.constant({ kind: 'commit' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const live = new ServiceDirectory();
        const viewer = new Map<string, Service>();
        const apply = () => {
          const { upserted, removed } = live.commit(NOW, false);
          for (const key of removed) viewer.delete(key);
          for (const service of upserted) viewer.set(service.key, service);
        };
        for (const each of steps) {
          if (each.kind === 'commit') apply();
          else if (each.kind === 'remove') live.remove(each.id);
          else {
            const { inCompose, ...rest } = each.value;
            live.put(aContainer(inCompose ? rest : { ...rest, compose: null }));
          }
        }
        apply();
        const relisted = new ServiceDirectory();
        relisted.replaceAll(
          live
            .containerIds()
            .map((id) => live.facts(id))
            .filter((entry) => entry !== undefined),
        );
        relisted.commit(NOW, false);
        expect(live.all()).toEqual(relisted.all());
        expect([...viewer.values()].sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(live.all());
      }),
    );
  });
});
