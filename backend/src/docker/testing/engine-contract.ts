import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  filter,
  firstValueFrom,
  lastValueFrom,
  map,
  ReplaySubject,
  takeUntil,
  takeWhile,
  tap,
  timer,
  toArray,
} from 'rxjs';
import type { EngineEvent, EngineEventAction, PullProgress } from '../container-engine.ts';
import type { ContainerFacts } from '../container-facts.ts';
import { type ContainerId, containerId } from '../container-id.ts';
import { type ImageReference, imageReference } from '../image-reference.ts';
import type { EngineWorld } from './engine-world.ts';

/** A busy two-core machine starts an engine within this. */
const OPEN_TIMEOUT_MS = 60_000;

/** How long a change may take to show; real engines need a second or two for a health check. */
const PATIENCE_MS = 15_000;

/** Twice that, for tests that wait for more than one change. */
const TEST_TIMEOUT_MS = 2 * PATIENCE_MS;

const SECRET = 'hunter2-must-never-appear';

/** What every `ContainerEngine` has to do. Runs against the fake, the demo engine and real ones. */
export function describeEngineContract(name: string, open: () => Promise<EngineWorld>): void {
  describe(`the engine contract: ${name}`, () => {
    let world: EngineWorld;
    jest.setTimeout(TEST_TIMEOUT_MS);

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

    const pulled = async (reference: ImageReference): Promise<PullProgress[]> =>
      lastValueFrom(world.engine.pull(reference, noHurry).pipe(toArray()));

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

    it('stops, starts and restarts, and says where nothing was to be done', async () => {
      const id = await world.run({ name: 'contract-acts', program: 'idle' });
      await eventually(id, ({ state }) => state === 'running');
      const { engine } = world;
      expect(await engine.start(id, noHurry)).toBe('unchanged');
      const begun = (await engine.inspect(id))?.startedAt;
      await engine.restart(id, 5, noHurry);
      const again = await eventually(
        id,
        ({ state, startedAt }) => state === 'running' && startedAt !== begun,
      );
      expect(Date.parse(again.startedAt ?? '')).toBeGreaterThan(Date.parse(begun ?? ''));
      expect(await engine.stop(id, null, noHurry)).toBe('done');
      expect(await engine.inspect(id)).toMatchObject({ state: 'exited', exitCode: 0, health: 'none' });
      expect(await engine.stop(id, 0, noHurry)).toBe('unchanged');
      expect(await engine.start(id, noHurry)).toBe('done');
      expect(await engine.inspect(id)).toMatchObject({ state: 'running' });
      await engine.stop(id, 5, noHurry);
      await engine.restart(id, 5, noHurry); // starts what does not run
      expect(await engine.inspect(id)).toMatchObject({ state: 'running' });
      await world.act(id, 'remove');
    });

    it('knows a container’s health anew after each start', async () => {
      const id = await world.run({ name: 'contract-health-anew', program: 'idle', health: 'passing' });
      await eventually(id, ({ health }) => health === 'healthy');
      await world.engine.restart(id, 5, noHurry);
      const begun = await world.engine.inspect(id);
      expect(begun?.healthCheck).toMatchObject({ retries: 1, timeoutMs: 2_000, startPeriodMs: 0 });
      expect((await eventually(id, ({ health }) => health === 'healthy')).health).toBe('healthy');
      await world.act(id, 'remove');
    });

    it('kills what does not end within the grace, and no sooner', async () => {
      const id = await world.run({ name: 'contract-stubborn', program: 'stubborn' });
      await eventually(id, ({ state }) => state === 'running');
      await new Promise((resolve) => setTimeout(resolve, SHELL_READY_MS));
      const begun = performance.now();
      expect(await world.engine.stop(id, 1, noHurry)).toBe('done');
      expect(performance.now() - begun).toBeGreaterThan(900);
      expect(await world.engine.inspect(id)).toMatchObject({ state: 'exited', exitCode: 137 });
      await world.act(id, 'remove');
    });

    it('lets go of a stop at once when told to, with the reason', async () => {
      const id = await world.run({ name: 'contract-let-go', program: 'stubborn' });
      await eventually(id, ({ state }) => state === 'running');
      await new Promise((resolve) => setTimeout(resolve, SHELL_READY_MS));
      const cancel = new AbortController();
      const reason = new Error('somebody changed their mind');
      const stopping = world.engine.stop(id, 30, cancel.signal);
      setTimeout(() => {
        cancel.abort(reason);
      }, 100);
      const begun = performance.now();
      await expect(stopping).rejects.toBe(reason);
      expect(performance.now() - begun).toBeLessThan(1_000);
      await expect(world.engine.start(id, cancel.signal)).rejects.toBe(reason);
      await world.act(id, 'remove');
    });

    it('says what the engine says when it does not do something', async () => {
      const nobody = containerId('f0'.repeat(32));
      if (nobody === null) throw new Error('unreachable');
      for (const call of [
        async () => world.engine.start(nobody, noHurry),
        async () => world.engine.stop(nobody, 1, noHurry),
        async () => world.engine.restart(nobody, null, noHurry),
      ])
        await expect(call()).rejects.toMatchObject({
          code: 'engine_refused_call',
          status: 404,
          said: expect.stringMatching(/No such container/i),
        });
      const id = await world.run({ name: 'contract-paused', program: 'idle' });
      await eventually(id, ({ state }) => state === 'running');
      await world.act(id, 'pause');
      await expect(world.engine.start(id, noHurry)).rejects.toMatchObject({
        code: 'engine_refused_call',
        said: expect.stringContaining('paused'),
      });
      await world.act(id, 'unpause');
      await world.act(id, 'remove');
    });

    it('knows whose network a container uses', async () => {
      const owner = await world.run({ name: 'contract-network', program: 'idle' });
      await eventually(owner, ({ state }) => state === 'running');
      const guest = await world.run({ name: 'contract-guest', program: 'idle', networkOf: owner });
      expect((await world.engine.inspect(guest))?.networkOf).toBe(owner);
      expect((await world.engine.inspect(owner))?.networkOf).toBeNull();
      await world.act(guest, 'remove');
      await world.act(owner, 'remove');
    });

    it(
      'pulls an image layer by layer, and says whether that changed anything',
      async () => {
        const reference = await world.publish('contract-pull', '1');
        expect(await world.engine.image(reference)).toBeNull();

        const first = await pulled(reference);
        const layers = first.filter((progress) => progress.kind === 'layer');
        expect(new Set(layers.map(({ status }) => status))).toEqual(
          new Set(layers.some(({ status }) => status === 'exists') ? [...STAGES, 'exists'] : STAGES),
        );
        for (const { current, total } of layers) {
          expect(current).toBeGreaterThanOrEqual(0);
          expect(current).toBeLessThanOrEqual(total ?? 0);
        }
        const ends = new Map(layers.map(({ id, status }) => [id, status]));
        expect([...ends.values()].filter((status) => status !== 'done' && status !== 'exists')).toEqual([]);
        const { id, repoDigests } = (await world.engine.image(reference)) ?? { id: 'none', repoDigests: [] };
        const result = first.at(-1);
        expect(result).toEqual({
          kind: 'result',
          changed: true,
          imageId: id,
          digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        });
        expect(repoDigests).toEqual([`${reference.name}@${result?.kind === 'result' ? result.digest : ''}`]);

        const second = await pulled(reference);
        expect(second.at(-1)).toEqual({ ...result, changed: false });
        expect(second.filter(isDownload)).toEqual([]);

        expect(await world.publish('contract-pull', '2')).toEqual(reference);
        const third = await pulled(reference);
        expect(third.at(-1)).toMatchObject({ kind: 'result', changed: true });
        expect(third.at(-1)).not.toMatchObject({ imageId: id });
        expect(third.map((progress) => (progress.kind === 'layer' ? progress.status : ''))).toContain(
          'exists',
        );

        const pinned = imageReference(repoDigests[0] ?? '');
        if (pinned === null) throw new Error('the engine has no digest for what it pulled');
        expect((await world.engine.image(pinned))?.id).toBe(id);
      },
      PULL_TIMEOUT_MS,
    );

    it('repeats what the registry says of an image it does not have', async () => {
      const { name } = await world.publish('contract-other-tag', '1');
      const missing = imageReference(`${name}:nosuch`);
      if (missing === null) throw new Error('unreachable');
      await expect(pulled(missing)).rejects.toMatchObject({
        code: 'engine_refused_call',
        said: expect.stringMatching(/not found|manifest unknown/i),
      });
      expect(await world.engine.image(missing)).toBeNull();
    });

    it('ends a pull when told to, and when nobody listens any more', async () => {
      const reference = await world.publish('contract-pull-cancelled', '1');
      const cancel = new AbortController();
      const reason = new Error('enough');
      const progress$ = world.engine.pull(reference, cancel.signal);
      await firstValueFrom(progress$); // leaves after the first line
      const told = lastValueFrom(
        progress$.pipe(
          tap(() => {
            cancel.abort(reason);
          }),
        ),
      );
      await expect(told).rejects.toBe(reason);
      expect(await world.engine.image(reference)).toBeNull();
      await expect(lastValueFrom(world.engine.pull(reference, cancel.signal))).rejects.toBe(reason);
    });
  });
}

/** Nobody ends these calls. */
const noHurry = new AbortController().signal;

/** How long a shell may take until it has set its trap. */
const SHELL_READY_MS = 300;

/** A real engine makes, pushes and pulls images of some megabytes. */
const PULL_TIMEOUT_MS = 60_000;

const STAGES = ['waiting', 'downloading', 'extracting', 'done'];

function isDownload(progress: PullProgress): boolean {
  return progress.kind === 'layer' && progress.status === 'downloading';
}
