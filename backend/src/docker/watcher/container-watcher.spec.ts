import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordingBus } from '../../platform/events/recording-bus.ts';
import { SILENT_LOG } from '../../platform/logging/silent-log.ts';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { engineLost, engineTimeout } from '../adapters/failure-cause.ts';
import { DirectoryFeed } from '../directory/directory-feed.ts';
import { aContainer } from '../testing/a-container.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { ContainerWatcher } from './container-watcher.ts';
import { Reconciliation } from './reconciliation.ts';

/** Lets everything that is due happen: promises of the fake engine settle within a turn each. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}

describe('ContainerWatcher', () => {
  let engine: FakeEngine;
  let clock: FakeClock;
  let feed: DirectoryFeed;
  let watcher: ContainerWatcher;
  let reconciliation: Reconciliation;
  let bus: RecordingBus;

  beforeEach(() => {
    engine = new FakeEngine();
    clock = new FakeClock();
    bus = new RecordingBus();
    feed = new DirectoryFeed('docker', clock, bus);
    watcher = new ContainerWatcher(engine, feed, clock, bus, SILENT_LOG);
    reconciliation = new Reconciliation(engine, feed, watcher, clock, bus, SILENT_LOG);
  });

  afterEach(() => {
    watcher.onModuleDestroy();
    expect(engine.followers).toBe(0);
  });

  const start = async () => {
    watcher.onApplicationBootstrap();
    await settle();
  };

  it('lists once, then follows the events', async () => {
    const container = aContainer();
    engine.put(container);
    await start();
    expect(feed.engine).toMatchObject({ status: 'connected', version: '0.0-fake' });
    expect(feed.snapshot().services).toMatchObject([{ key: 'media/jellyfin', state: 'running' }]);

    engine.put({ ...container, state: 'paused' });
    await settle();
    expect(feed.snapshot().services).toMatchObject([{ state: 'paused' }]);
    engine.remove(container.id);
    await settle();
    expect(feed.snapshot().services).toEqual([]);
    expect(engine.calls.list).toBe(1);
  });

  it('numbers what it tells without a gap', async () => {
    await start();
    for (let i = 0; i < 5; i += 1) engine.put(aContainer({ name: `c${i}`, compose: null }));
    await settle();
    clock.advance(4_000);
    await settle();
    const numbers = bus.payloadsOf('docker.services-changed').map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(feed.snapshot().seq).toBe(numbers.at(-1));
  });

  it('tells a burst together', async () => {
    await start();
    const before = bus.payloadsOf('docker.services-changed').length;
    for (let i = 0; i < 40; i += 1) engine.put(aContainer({ name: `c${i}`, compose: null }));
    await settle();
    clock.advance(10);
    await settle();
    clock.advance(10);
    await settle();
    const told = bus.payloadsOf('docker.services-changed').slice(before);
    expect(told.flatMap(({ upserted }) => upserted)).toHaveLength(40);
    expect(told.length).toBeLessThan(5);
  });

  it('misses nothing that happens while it lists', async () => {
    const container = aContainer();
    engine.put(container);
    watcher.onApplicationBootstrap();
    await Promise.resolve();
    engine.put({ ...container, state: 'exited', exitCode: 1 });
    await settle();
    expect(feed.snapshot().services).toMatchObject([{ containers: [{ state: 'exited' }] }]);
  });

  it('confirms what it shows as long as the engine answers', async () => {
    await start();
    const first = feed.snapshot().refreshedAt;
    clock.advance(4_000);
    await settle();
    expect(feed.snapshot().refreshedAt).not.toBe(first);
    expect(engine.calls.ping).toBe(1);
  });

  it('keeps the last known directory when the engine freezes, says why, and comes back by itself', async () => {
    engine.put(aContainer());
    await start();
    const seen = feed.snapshot().refreshedAt;
    const frozen = engineTimeout('/x', 3);
    engine.fail('ping', frozen);
    engine.fail('connect', frozen);
    clock.advance(4_000);
    await settle();
    expect(feed.snapshot()).toMatchObject({
      refreshedAt: seen,
      engine: { status: 'unreachable', error: { code: 'engine_timeout' } },
      services: [{ key: 'media/jellyfin' }],
    });
    expect(bus.payloadsOf('docker.stream-lost')).toHaveLength(1);
    for (let i = 0; i < 5; i += 1) {
      clock.advance(3_000);
      await settle();
    }
    const attempts = engine.calls.connect;
    expect(feed.engine.status).toBe('unreachable');
    engine.fail('ping', null);
    engine.fail('connect', null);
    clock.advance(3_000);
    await settle();
    expect(feed.engine).toMatchObject({ status: 'connected', error: null });
    expect(engine.calls.connect).toBe(attempts + 1);
  });

  it('counts the trouble from its first moment, not from the latest attempt', async () => {
    engine.fail('connect', engineTimeout('/x', 3));
    await start();
    const { since } = feed.engine;
    clock.advance(3_000);
    await settle();
    expect(feed.engine).toMatchObject({ status: 'unreachable', since });
  });

  it('says when it tries again, and tries at once when asked', async () => {
    engine.fail('connect', engineTimeout('/x', 3));
    await start();
    expect(feed.engine.error?.retryAt).toBe(new Date(clock.now() + 500).toISOString());
    engine.fail('connect', null);
    watcher.tryNow();
    await settle();
    expect(feed.engine.status).toBe('connected');
  });

  it('asks once more before it calls an engine unreachable that closed the stream, and lists anew', async () => {
    engine.put(aContainer());
    await start();
    engine.loseEvents(true);
    engine.put(aContainer({ name: 'new', compose: null }));
    engine.loseEvents(false);
    engine.dropStream(engineLost('/x'));
    await settle();
    expect(feed.engine.status).toBe('connected');
    expect(bus.payloadsOf('docker.engine-changed').map(({ status }) => status)).toEqual([
      'connected',
      'connecting',
      'connected',
    ]);
    expect(feed.snapshot().services.map(({ key }) => key)).toEqual(['media/jellyfin', '~/new']);
  });

  describe('with missed events', () => {
    const missed = async (change: () => void) => {
      engine.loseEvents(true);
      change();
      engine.loseEvents(false);
      const run = reconciliation.run();
      await settle();
      clock.advance(1_000);
      await settle();
      await run;
      clock.advance(10);
      await settle();
    };

    it('finds a change, puts it right and reports it', async () => {
      const container = aContainer();
      engine.put(container);
      await start();
      await missed(() => {
        engine.put({ ...container, state: 'exited', exitCode: 1 });
      });
      expect(feed.snapshot().services[0]?.containers[0]?.state).toBe('exited');
      expect(bus.payloadsOf('docker.drift-found')).toEqual([{ containers: 1, services: ['media/jellyfin'] }]);
    });

    it('finds a new container and one that is gone', async () => {
      const container = aContainer();
      engine.put(container);
      await start();
      await missed(() => {
        engine.remove(container.id);
        engine.put(aContainer({ name: 'new', compose: null }));
      });
      expect(feed.snapshot().services.map(({ key }) => key)).toEqual(['~/new']);
    });

    it('reports nothing where nothing was missed', async () => {
      const container = aContainer();
      engine.put(container);
      await start();
      const run = reconciliation.run();
      engine.put({ ...container, state: 'paused' });
      await settle();
      clock.advance(1_000);
      await settle();
      await run;
      expect(bus.payloadsOf('docker.drift-found')).toEqual([]);
    });

    it('leaves the comparison out while the engine is away', async () => {
      engine.fail('connect', engineTimeout('/x', 3));
      await start();
      await reconciliation.run();
      expect(engine.calls.list).toBe(0);
    });
  });
});
