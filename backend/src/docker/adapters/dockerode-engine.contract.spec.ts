import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pLimit from 'p-limit';
import { firstValueFrom, lastValueFrom, tap, toArray } from 'rxjs';
import type { EngineFailure } from '../engine-failure.ts';
import type { ImageReference } from '../image-reference.ts';
import { aReference } from '../testing/a-reference.ts';
import { anAddress } from '../testing/an-address.ts';
import { DemoWorld } from '../testing/demo-world.ts';
import { DockerodeEngine } from './dockerode-engine.ts';

/** As many different malformed answers as the adapter has to survive. */
const MALFORMED = 10_000;
const MALFORMED_WRITES = 2_000;

const CODES = /^engine_(garbled|lost|failed|too_old|too_new|timeout|refused_call)$/;

const noHurry = new AbortController().signal;

jest.setTimeout(20_000); // some of them wait for deadlines of seconds, on a busy machine too

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

  /** A new image at the registry. */
  const publish = (name: string): ImageReference => {
    const text = `registry.example/lab/${name}:1`;
    world.demo.lab.publish(text, '1');
    return aReference(text);
  };

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

  it('repeats what the engine says when it does not do what was asked, and does not blame the engine', async () => {
    const [{ id } = { id: null }] = await world.engine.list();
    if (id === null) throw new Error('the homelab is empty');
    world.demo.faults.add({
      kind: 'status',
      on: ['restart'],
      status: 500,
      text: '{"message":"driver failed:\\n\\u001b[31mGet \\"https://me:hunter2@registry.example/\\": port is already allocated"}',
    });
    await expect(world.engine.restart(id, 1, noHurry)).rejects.toMatchObject({
      code: 'engine_refused_call',
      said: 'driver failed: [31mGet "https://me:•••@registry.example/": port is already allocated',
    });
    world.demo.faults.add({ kind: 'status', on: ['start'], status: 403, text: 'Forbidden' });
    await expect(world.engine.start(id, noHurry)).rejects.toMatchObject({
      message: expect.stringContaining('has to let POST requests through'),
    });
  });

  it('takes a stop that is never answered for lost when the engine goes', async () => {
    const [{ id } = { id: null }] = await world.engine.list();
    if (id === null) throw new Error('the homelab is empty');
    world.demo.faults.add({ kind: 'reset', on: ['stop'] });
    expect(await failureOf(async () => world.engine.stop(id, 1, noHurry))).toMatchObject({
      code: 'engine_lost',
    });
  });

  it.each(['bytes', 'merged', 'inside-characters', 'random'] as const)(
    'reads a pull cut into pieces (%s)',
    async (how) => {
      const reference = publish(`pieces-${how}`);
      world.demo.faults.add({ kind: 'rechunk', how, on: ['pull'] });
      const progress = await lastValueFrom(world.engine.pull(reference, noHurry).pipe(toArray()));
      expect(progress.length).toBeGreaterThan(30);
      expect(progress.at(-1)).toMatchObject({ kind: 'result', changed: true });
    },
  );

  it.each([
    ['resets', { kind: 'reset', afterBodyBytes: 800 }, 'engine_lost'],
    ['says nonsense', { kind: 'garbage', seed: 3 }, undefined],
    [
      'ends before the end',
      { kind: 'status', status: 200, text: '{"status":"Pulling from x","id":"1"}\n' },
      'engine_lost',
    ],
    [
      'stops being JSON',
      { kind: 'status', status: 200, text: '{"status":"Pulling from x","id":"1"}\nnonsense\n' },
      'engine_garbled',
    ],
    ['sends a number', { kind: 'status', status: 200, text: '7\n' }, 'engine_garbled'],
    [
      'complains half-way',
      {
        kind: 'status',
        status: 200,
        text: '{"errorDetail":{"message":"toomanyrequests: token=hunter2"},"error":"toomanyrequests"}\n',
      },
      'engine_refused_call',
    ],
  ] as const)('fails a pull that %s, and survives', async (_how, fault, code) => {
    const reference = publish('spoiled');
    world.demo.faults.add({ ...fault, on: ['pull'] });
    const failure = await failureOf(async () => lastValueFrom(world.engine.pull(reference, noHurry)));
    if (code !== undefined) expect(failure.code).toBe(code);
    expect(failure.message).not.toContain('hunter2');
    world.demo.faults.clear();
    expect(await world.engine.image(reference)).toBeNull();
  });

  it('gives up on a pull of which nothing is heard', async () => {
    const host = { transport: 'unix', socketPath: world.demo.socketPath } as const;
    const impatient = new DockerodeEngine(anAddress(host), undefined, 300);
    world.demo.faults.add({ kind: 'stall', on: ['pull'] });
    const begun = performance.now();
    expect(
      await failureOf(async () => lastValueFrom(impatient.pull(publish('silent'), noHurry))),
    ).toMatchObject({ code: 'engine_timeout', message: expect.stringContaining('said nothing') });
    expect(performance.now() - begun).toBeLessThan(2_000);
    await impatient.onApplicationShutdown();
  });

  it('still answers the watcher while any number of pulls and stops hang', async () => {
    const [{ id } = { id: null }] = await world.engine.list();
    if (id === null) throw new Error('the homelab is empty');
    world.demo.faults.add({ kind: 'stall', on: ['pull', 'stop'] });
    const cancel = new AbortController();
    const reason = new Error('enough');
    const reference = publish('hanging');
    const hanging = Array.from({ length: 30 }, async () =>
      failureOf(async () => world.engine.stop(id, 1, cancel.signal)),
    ).concat(
      Array.from({ length: 30 }, async () =>
        failureOf(async () => lastValueFrom(world.engine.pull(reference, cancel.signal))),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    // In line behind these, each would end at its deadline of a few seconds.
    await world.engine.ping();
    expect((await world.engine.list()).length).toBeGreaterThan(20);
    expect(await firstValueFrom(world.engine.events())).toBe('ready');
    cancel.abort(reason);
    expect(new Set(await Promise.all(hanging))).toEqual(new Set([reason]));
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

  it(`survives ${MALFORMED_WRITES} malformed answers to what changes something`, async () => {
    const [{ id } = { id: null }] = await world.engine.list();
    if (id === null) throw new Error('the homelab is empty');
    const reference = publish('malformed');
    const tooLong = new Error('it never ends');
    const calls = [
      async (signal: AbortSignal) => world.engine.start(id, signal),
      async (signal: AbortSignal) => world.engine.restart(id, 1, signal),
      async () => world.engine.image(reference),
      async (signal: AbortSignal) => lastValueFrom(world.engine.pull(reference, signal)),
    ];
    world.demo.faults.add({ kind: 'garbage', seed: 0, on: ['start', 'restart', 'images', 'pull'] });
    const inTurn = pLimit(12);
    const outcomes = await inTurn.map(
      Array.from({ length: MALFORMED_WRITES }, (_, index) => calls[index % calls.length]),
      async (call) => {
        const cancel = new AbortController();
        const timer = setTimeout(() => {
          cancel.abort(tooLong);
        }, 500);
        return call?.(cancel.signal)
          .then(
            () => 'answered',
            (error: unknown) => (error === tooLong ? 'answered' : (error as EngineFailure).code),
          )
          .finally(() => {
            clearTimeout(timer);
          });
      },
    );
    expect(outcomes.filter((outcome) => outcome !== 'answered' && !CODES.test(outcome ?? ''))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === 'engine_garbled').length).toBeGreaterThan(
      MALFORMED_WRITES / 10, // most malformed answers to these have a status, which is a refusal
    );
  }, 120_000);
});
