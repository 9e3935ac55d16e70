import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type AnyCommand, type CommandDefinition, defineCommand } from '../command.ts';
import { CommandFailed, CommandRefused, ParamUnresolved } from '../command-errors.ts';

/** What is the same in every command here, unless it says otherwise. */
const COMMON = {
  description: 'For tests only.',
  risk: 'safe',
  role: 'operator',
  confirmation: 'none',
  scope: 'host',
  timeoutMs: 60_000,
  needsEngine: false,
  target: () => null,
  lock: () => null,
  services: () => [],
} as const;

type Defined<P> = Pick<CommandDefinition<P, P>, 'id' | 'params' | 'run'> & Partial<CommandDefinition<P, P>>;

/** A command whose parameters need no resolving. */
function testCommand<P>(definition: Defined<P>): CommandDefinition<P, P> {
  return defineCommand({ ...COMMON, title: definition.id, resolve: (params) => params, ...definition });
}

const Nothing = z.strictObject({});

/** Ends when it is done, or when it is told to. */
const Sleeping = z.strictObject({
  ms: z.number(),
  lock: z.optional(z.string()),
  /** A file that gets a line for each time it really began. */
  witness: z.optional(z.string()),
});

/**
 * Commands that do what tests need. No part of the product's list: tests put them in its place.
 *
 * @param timeoutMs of `test.deaf` and `test.slow`
 */
export function testCommands(timeoutMs = 200): readonly AnyCommand[] {
  return [
    testCommand({ id: 'test.succeed', params: Nothing, run: async () => Promise.resolve({ exitCode: 0 }) }),
    testCommand({
      id: 'test.fail',
      params: Nothing,
      run: async (context) =>
        context.step('Failing', async () =>
          Promise.reject(
            new CommandFailed('did_not_work', 'It did not work. Nothing can be done about it.', 7),
          ),
        ),
    }),
    testCommand({
      id: 'test.crash',
      params: Nothing,
      run: async () => Promise.reject(new Error('a defect with a secret in it')),
    }),
    testCommand({
      id: 'test.sleep',
      params: Sleeping,
      target: ({ lock = null }) => lock,
      lock: ({ lock = null }) => lock,
      run: async ({ input: { ms, witness }, operationId, signal }) => {
        if (witness !== undefined) appendFileSync(witness, `${operationId}\n`);
        await sleep(ms, undefined, { signal });
        return {};
      },
    }),
    testCommand({
      id: 'test.slow',
      params: Nothing,
      timeoutMs,
      run: async ({ signal }) => sleep(60_000, {}, { signal }),
    }),
    testCommand({
      id: 'test.deaf',
      params: Nothing,
      timeoutMs,
      run: async () => new Promise(() => undefined),
    }),
    testCommand({
      id: 'test.spew',
      params: z.strictObject({ lines: z.number(), pauseMs: z.optional(z.number()) }),
      run: async (context) =>
        context.step('Spewing', async () => {
          const { lines, pauseMs } = context.input;
          for (let number = 1; number <= lines; number += 1) {
            context.line(`line ${number}`);
            if (pauseMs !== undefined) await sleep(pauseMs, undefined, { signal: context.signal });
          }
          return {};
        }),
    }),
    testCommand({
      id: 'test.process',
      params: z.strictObject({ file: z.string(), args: z.array(z.string()), lock: z.optional(z.string()) }),
      lock: ({ lock = null }) => lock,
      run: async (context) => {
        const { file, args } = context.input;
        const { exitCode } = await context.process({ file, args, env: { PATH: '/usr/bin:/bin' }, cwd: '/' });
        if (exitCode !== 0)
          throw new CommandFailed('exited', `It exited with ${exitCode ?? 'a signal'}.`, exitCode);
        return { exitCode };
      },
    }),
    testCommand({
      id: 'test.progress',
      params: z.strictObject({ parts: z.number(), numbers: z.number() }),
      run: async (context) => {
        const { parts, numbers } = context.input;
        for (let current = 0; current <= numbers; current += 1)
          for (let part = 1; part <= parts; part += 1)
            context.progress({
              id: `part-${part}`,
              parent: null,
              label: `Part ${part}`,
              current,
              total: numbers,
              unit: 'items',
              status: current === numbers ? 'succeeded' : 'running',
              detail: null,
            });
        return Promise.resolve({});
      },
    }),
    testCommand({
      id: 'test.resolve',
      params: z.strictObject({
        name: z.string(),
        password: z.optional(z.string().check(z.meta({ 'x-secret': true }))),
      }),
      resolve: (params) => {
        if (params.name === 'nobody') throw new ParamUnresolved('name', 'There is nobody of this name.');
        if (params.name === 'self') throw new CommandRefused('It would stop itself.');
        return params;
      },
      run: async () => Promise.resolve({}),
    }),
    testCommand({
      id: 'test.destroy',
      risk: 'destructive',
      role: 'admin',
      confirmation: 'typed',
      reasonRequired: true,
      params: Nothing,
      target: () => 'everything',
      run: async () => Promise.resolve({}),
    }),
    testCommand({
      id: 'test.engine',
      params: Nothing,
      needsEngine: true,
      run: async () => Promise.resolve({}),
    }),
    testCommand({
      id: 'test.on-service',
      scope: 'service',
      params: z.strictObject({ service: z.string().check(z.meta({ 'x-source': 'service' })) }),
      target: ({ service }) => service,
      lock: ({ service }) => `service:${service}`,
      services: ({ service }) => [service],
      run: async () => Promise.resolve({}),
    }),
  ];
}
