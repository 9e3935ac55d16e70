import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filter, firstValueFrom, map, ReplaySubject, takeUntil, takeWhile, timer, toArray } from 'rxjs';
import type { EngineEvent, EngineEventAction } from '../container-engine.ts';
import type { ContainerFacts } from '../container-facts.ts';
import { type ContainerId, containerId } from '../container-id.ts';
import type { EngineWorld } from './engine-world.ts';

/** A busy two-core machine starts an engine within this. */
const OPEN_TIMEOUT_MS = 60_000;

/** How long a change may take to show; real engines need a second or two for a health check. */
const PATIENCE_MS = 15_000;

const SECRET = 'hunter2-must-never-appear';

/** What every `ContainerEngine` has to do. Runs against the fake, the demo engine and real ones. */
export function describeEngineContract(name: string, open: () => Promise<EngineWorld>): void {
  describe(`the engine contract: ${name}`, () => {
    let world: EngineWorld;

    beforeAll(async () => {
      world = await open();
      await world.engine.connect();
    }, OPEN_TIMEOUT_MS);

    afterAll(async () => {
      await world.close();
    }, OPEN_TIMEOUT_MS);

    /** Asks until the answer is as wanted; the last answer, wanted or not, if it never is. */
    const eventually = async (
      id: ContainerId,
      wanted: (facts: ContainerFacts) => boolean,
    ): Promise<ContainerFacts> => {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        const facts = await world.engine.inspect(id);
        if (facts === null) throw new Error('the container is gone');
        if (wanted(facts) || Date.now() > end) return facts;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };

    /** What is told of one container from the moment `work` begins, up to and including the action waited for. */
    const toldOf = async (
      id: ContainerId,
      work: () => Promise<void>,
      awaited: EngineEventAction,
    ): Promise<EngineEventAction[]> => {
      const events = new ReplaySubject<'ready' | EngineEvent>();
      const subscription = world.engine.events().subscribe(events);
      try {
        await firstValueFrom(events);
        await work();
        return await firstValueFrom(
          events.pipe(
            filter((event) => event !== 'ready'),
            filter(({ containerId: of }) => of === id),
            map(({ action }) => action),
            takeWhile((action) => action !== awaited, true),
            takeUntil(timer(PATIENCE_MS)),
            toArray(),
          ),
        );
      } finally {
        subscription.unsubscribe();
      }
    };

    it('says who it is', async () => {
      const { version, apiVersion } = await world.engine.connect();
      expect(version).not.toBe('');
      expect(apiVersion).toMatch(/^1\.\d+$/);
      await world.engine.ping();
    });

    it('describes a running container, and keeps its secrets', async () => {
      const id = await world.run({
        name: 'contract-running',
        program: 'idle',
        environment: [`DB_PASSWORD=${SECRET}`, 'TZ=UTC'],
        labels: {
          'com.docker.compose.project': 'shop',
          'com.docker.compose.service': 'web',
          'traefik.middlewares.basicauth.users': SECRET,
          plain: 'value',
        },
      });
      const facts = await eventually(id, ({ state }) => state === 'running');
      expect(facts).toMatchObject({
        id,
        name: 'contract-running',
        state: 'running',
        health: 'none',
        exitCode: 0,
        oomKilled: false,
        restartCount: 0,
        restartPolicy: { name: 'no' },
        healthCheck: null,
        compose: { project: 'shop', service: 'web' },
      });
      expect(facts.image).not.toBe('');
      expect(facts.imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(facts.environmentNames).toEqual(expect.arrayContaining(['DB_PASSWORD', 'TZ']));
      expect(facts.labels).toEqual(
        expect.arrayContaining([
          { name: 'traefik.middlewares.basicauth.users', value: null },
          { name: 'plain', value: 'value' },
        ]),
      );
      expect(Date.parse(facts.createdAt)).not.toBeNaN();
      expect(Date.parse(facts.startedAt ?? '')).not.toBeNaN();
      expect(JSON.stringify(facts)).not.toContain(SECRET);
      await world.act(id, 'remove');
    });

    it.each([
      ['exit-0', 0],
      ['exit-3', 3],
    ] as const)('knows how %s ended', async (program, code) => {
      const id = await world.run({ name: `contract-${program}`, program });
      const facts = await eventually(id, ({ state }) => state === 'exited');
      expect(facts).toMatchObject({ state: 'exited', exitCode: code, health: 'none' });
      // Docker 20.10 dates the end of a very short run up to a few milliseconds before its start.
      expect(Date.parse(facts.finishedAt ?? '')).toBeGreaterThan(Date.parse(facts.startedAt ?? '') - 100);
      await world.act(id, 'remove');
    });

    it('lists what it describes, running or not', async () => {
      const idle = await world.run({ name: 'contract-listed-idle', program: 'idle' });
      const ended = await world.run({ name: 'contract-listed-ended', program: 'exit-0' });
      const healthy = await world.run({
        name: 'contract-listed-healthy',
        program: 'idle',
        health: 'passing',
      });
      await eventually(ended, ({ state }) => state === 'exited');
      await eventually(healthy, ({ health }) => health === 'healthy');
      const listed = await world.engine.list();
      for (const id of [idle, ended, healthy]) {
        const facts = await world.engine.inspect(id);
        expect(facts).toMatchObject(listed.find((listing) => listing.id === id) ?? { id: 'not listed' });
        await world.act(id, 'remove');
      }
    });

    it('has no answer for a container that does not exist', async () => {
      const id = containerId('f0'.repeat(32));
      expect(id === null ? 'invalid' : await world.engine.inspect(id)).toBeNull();
    });

    it('follows a container through its life', async () => {
      const id = await world.run({ name: 'contract-life', program: 'idle' });
      await eventually(id, ({ state }) => state === 'running');
      for (const [act, state] of [
        ['pause', 'paused'],
        ['unpause', 'running'],
        ['kill', 'exited'],
        ['start', 'running'],
        ['stop', 'exited'],
      ] as const) {
        const awaited = act === 'stop' ? 'stopped' : 'changed';
        expect(await toldOf(id, async () => world.act(id, act), awaited)).toContain(awaited);
        expect((await eventually(id, (facts) => facts.state === state)).state).toBe(state);
      }
      expect(await toldOf(id, async () => world.rename(id, 'contract-renamed'), 'changed')).toEqual([
        'changed',
      ]);
      expect((await eventually(id, ({ name: now }) => now === 'contract-renamed')).name).toBe(
        'contract-renamed',
      );
      expect(await toldOf(id, async () => world.act(id, 'remove'), 'removed')).toContain('removed');
      expect(await world.engine.inspect(id)).toBeNull();
    });

    it('tells of health as it changes, with the results behind it', async () => {
      const id = await world.run({ name: 'contract-health', program: 'idle', health: 'passing' });
      await eventually(id, ({ health }) => health === 'healthy');
      expect(await toldOf(id, async () => world.setHealth(id, 'failing'), 'changed')).toEqual(['changed']);
      const facts = await eventually(id, ({ health }) => health === 'unhealthy');
      expect(facts.health).toBe('unhealthy');
      expect(facts.healthCheck?.failingStreak).toBeGreaterThanOrEqual(1);
      expect(facts.healthCheck?.log.at(-1)?.exitCode).not.toBe(0);
      expect(facts.healthCheck?.intervalMs).toBe(1_000);
      await world.setHealth(id, 'passing');
      expect((await eventually(id, ({ health }) => health === 'healthy')).health).toBe('healthy');
      await world.act(id, 'remove');
    });

    it('says nothing of health checks that change nothing', async () => {
      const id = await world.run({ name: 'contract-quiet', program: 'idle', health: 'passing' });
      await eventually(id, ({ health }) => health === 'healthy');
      const told = await firstValueFrom(
        world.engine.events().pipe(
          takeUntil(timer(2_500)), // two health checks
          filter((event) => event !== 'ready' && event.containerId === id),
          toArray(),
        ),
      );
      expect(told).toEqual([]);
      await world.act(id, 'remove');
    });
  });
}
