import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pLimit from 'p-limit';
import { firstValueFrom, lastValueFrom, tap } from 'rxjs';
import type { EngineFailure } from '../engine-failure.ts';
import { DemoWorld } from '../testing/demo-world.ts';

/** As many different malformed answers as the adapter has to survive. */
const MALFORMED = 10_000;

const CODES = /^engine_(garbled|lost|failed|too_old|too_new|timeout)$/;

describe('the adapter, when the engine misbehaves', () => {
  let world: DemoWorld;

  beforeAll(async () => {
    world = await DemoWorld.open();
  });
  afterEach(() => {
    world.demo.faults.clear();
  });
  afterAll(async () => {
    await world.close();
  });

  const failureOf = async (call: () => Promise<unknown>): Promise<EngineFailure> =>
    call().then(
      () => {
        throw new Error('the call succeeded');
      },
      (error: unknown) => error as EngineFailure,
    );

  it('gives up on an engine that never answers', async () => {
    world.demo.faults.add({ kind: 'stall', on: ['ping'] });
    const started = Date.now();
    expect(await failureOf(async () => world.engine.ping())).toMatchObject({ code: 'engine_timeout' });
    expect(Date.now() - started).toBeLessThan(4_000);
  });

  it('gives up on an event stream that never begins', async () => {
    world.demo.faults.add({ kind: 'stall', on: ['events'] });
    expect(await failureOf(async () => firstValueFrom(world.engine.events()))).toMatchObject({
      code: 'engine_timeout',
    });
  });

  it.each([[{}], [{ afterBodyBytes: 10 }]])('calls a connection that breaks %j lost', async (where) => {
    world.demo.faults.add({ kind: 'reset', on: ['list'], ...where });
    expect(await failureOf(async () => world.engine.list())).toMatchObject({ code: 'engine_lost' });
  });

  it('repeats what the engine says when it fails', async () => {
    world.demo.faults.add({
      kind: 'status',
      on: ['list'],
      status: 500,
      text: '{"message":"disk quota exceeded"}',
    });
    const failure = await failureOf(async () => world.engine.list());
    expect(failure).toMatchObject({
      code: 'engine_failed',
      message: expect.stringContaining('500: disk quota exceeded'),
    });
    world.demo.faults.clear();
    world.demo.faults.add({ kind: 'status', on: ['list'], status: 503, text: 'plain text' });
    expect((await failureOf(async () => world.engine.list())).message).toContain('503: plain text');
  });

  it('names an engine that is too old or too new', async () => {
    world.demo.faults.add({ kind: 'api-version', max: '1.24', min: '1.12' });
    expect(await failureOf(async () => world.engine.connect())).toMatchObject({ code: 'engine_too_old' });
    world.demo.faults.clear();
    world.demo.faults.add({ kind: 'api-version', min: '1.99', max: '1.99' });
    expect(await failureOf(async () => world.engine.connect())).toMatchObject({ code: 'engine_too_new' });
  });

  it.each(['bytes', 'merged', 'inside-characters', 'random'] as const)(
    'reads answers cut into pieces (%s)',
    async (how) => {
      const whole = await world.engine.list();
      world.demo.faults.add({ kind: 'rechunk', how });
      expect((await world.engine.list()).length).toBe(whole.length);
      for (const { id } of whole.slice(0, 3)) expect((await world.engine.inspect(id))?.id).toBe(id);
    },
  );

  it.each(['bytes', 'merged', 'inside-characters', 'random'] as const)(
    'reads events cut into pieces (%s)',
    async (how) => {
      world.demo.faults.add({ kind: 'rechunk', how, on: ['events'] });
      const names = ['piece-1', 'piece-2', 'piece-3'];
      const seen: string[] = [];
      const added = new Set<string>();
      await new Promise<void>((resolve, reject) => {
        const subscription = world.engine.events().subscribe({
          next: (event) => {
            if (event === 'ready') {
              for (const name of names) added.add(world.demo.lab.add({ name, image: 'lab/busybox:1' }));
              return;
            }
            if (event.action === 'changed' && added.has(event.containerId)) seen.push(event.containerId);
            if (new Set(seen).size === names.length) {
              subscription.unsubscribe();
              resolve();
            }
          },
          error: reject,
        });
      });
      expect(new Set(seen)).toEqual(added);
      for (const name of names) world.demo.lab.remove(name);
    },
  );

  it('calls a stream that ends lost, however it ends', async () => {
    for (const how of ['end', 'reset'] as const) {
      const followed = world.engine.events().pipe(
        tap((event) => {
          if (event === 'ready') world.demo.faults.drop('events', how);
        }),
      );
      expect(await failureOf(async () => lastValueFrom(followed))).toMatchObject({ code: 'engine_lost' });
    }
  });

  it(`survives ${MALFORMED} malformed answers, and each is an answer or a failure with a cause`, async () => {
    const [{ id } = { id: null }] = await world.engine.list();
    if (id === null) throw new Error('the homelab is empty');
    const calls = [
      async () => world.engine.connect(),
      async () => world.engine.ping(),
      async () => world.engine.list(),
      async () => world.engine.inspect(id),
      async () => firstValueFrom(world.engine.events()),
    ];
    world.demo.faults.add({ kind: 'garbage', seed: 0 }); // each request gets the next one
    const inTurn = pLimit(50); // some of them never end, and each of those costs a deadline
    const outcomes = await inTurn.map(
      Array.from({ length: MALFORMED }, (_, index) => calls[index % calls.length]),
      async (call) =>
        call?.().then(
          () => 'answered',
          (error: unknown) => (error as EngineFailure).code,
        ),
    );
    expect(outcomes).toHaveLength(MALFORMED);
    expect(outcomes.filter((outcome) => outcome !== 'answered' && !CODES.test(outcome ?? ''))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === 'engine_garbled').length).toBeGreaterThan(MALFORMED / 4);
    world.demo.faults.clear();
    await world.engine.connect();
    expect((await world.engine.list()).length).toBeGreaterThan(20);
  }, 300_000);
});
