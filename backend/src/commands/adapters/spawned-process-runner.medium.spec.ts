import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLog } from '../../platform/logging/logger.ts';
import { SILENT_LOG } from '../../platform/logging/silent-log.ts';
import { LogLines } from '../../platform/testing/log-lines.ts';
import type { ProcessExit, ProcessSpec } from '../process-runner.ts';
import { ProgramFolder } from '../testing/program-folder.ts';
import { parseStat } from './process-stat.ts';
import { ProcessTable } from './process-table.ts';
import { SpawnedProcessRunner } from './spawned-process-runner.ts';

jest.setTimeout(60_000); // processes start slowly on a busy machine

const QUICK = { graceMs: 150, drainMs: 200, killMs: 5_000 };

/** Told to a program that should do nothing but be there. Another duration than anybody else's, so it is found. */
const SLEEP = '/bin/sleep 987';

const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

describeOnLinux('hostile process trees', () => {
  const runner = new SpawnedProcessRunner(SILENT_LOG, QUICK);
  let programs: ProgramFolder;
  let count = 0;
  beforeAll(() => {
    programs = new ProgramFolder();
  });
  afterEach(() => {
    expect(sleepers()).toEqual([]);
    expect(zombies()).toEqual([]);
  });
  afterAll(() => {
    programs[Symbol.dispose]();
  });

  const spec = (file: string, ...args: readonly string[]): ProcessSpec => ({
    file,
    args,
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    marker: `hostile-${process.pid}-${(count += 1)}`,
  });

  interface Told extends ProcessExit {
    readonly text: string;
    readonly milliseconds: number;
  }

  /** Runs it, calling it off once it has written `ready` if that is wanted. */
  async function run(of: ProcessSpec, callOff: 'when ready' | 'never' = 'never'): Promise<Told> {
    const called = new AbortController();
    const chunks: Buffer[] = [];
    const started = performance.now();
    const exit = await runner.run(of, {
      signal: called.signal,
      onOutput: (_, chunk) => {
        chunks.push(chunk);
        if (callOff === 'when ready' && chunk.includes('ready')) called.abort();
      },
    });
    const text = Buffer.concat(chunks).toString('latin1');
    return { ...exit, text, milliseconds: performance.now() - started };
  }

  it('kills a program that ignores TERM, after the grace', async () => {
    const program = programs.shell(
      'ignores-term',
      "trap '' TERM HUP INT",
      'echo ready',
      'while :; do sleep 1; done',
    );
    const exit = await run(spec(program), 'when ready');
    expect(exit).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    expect(exit.milliseconds).toBeGreaterThan(QUICK.graceMs);
  });

  it('lets one that tidies up on TERM do so', async () => {
    const program = programs.shell(
      'tidies',
      "trap 'echo tidied; exit 7' TERM",
      'echo ready',
      'while :; do sleep 0.02; done',
    );
    expect(await run(spec(program), 'when ready')).toMatchObject({
      exitCode: 7,
      text: expect.stringContaining('tidied\n'),
    });
  });

  it('ends one that was stopped', async () => {
    const program = programs.shell('stopped', 'echo ready', 'kill -STOP $$', 'echo never');
    expect(await run(spec(program), 'when ready')).toMatchObject({ signal: 'SIGTERM', text: 'ready\n' });
  });

  it('finds who left for a session of its own', async () => {
    const program = programs.shell(
      'leaves-session',
      `setsid sh -c "trap '' TERM; ${SLEEP}" &`,
      'sleep 0.1; echo ready',
      SLEEP,
    );
    const exit = await run(spec(program), 'when ready');
    expect(exit.survivorsKilled).toBeGreaterThanOrEqual(1);
  });

  it('ends a daemon a program leaves behind: forked twice, a session of its own, nothing open', async () => {
    const program = programs.shell(
      'daemon',
      `setsid sh -c '${SLEEP} >/dev/null 2>&1 </dev/null &'`,
      'echo done',
      'exit 4',
    );
    expect(await run(spec(program))).toMatchObject({ exitCode: 4, text: 'done\n', survivorsKilled: 1 });
  });

  it.each(['when ready', 'never'] as const)(
    'ends a chain of 200 generations (called off %s)',
    async (callOff) => {
      const program = programs.shell(
        `deep-${callOff.slice(0, 4)}`,
        'if [ "$1" -gt 0 ]; then "$0" $(($1 - 1)) "$2" &',
        `else echo ready; >"$0.ready"; ${SLEEP} & fi`,
        'if [ "$2" = never ] && [ "$1" -eq 200 ]; then until [ -e "$0.ready" ]; do sleep 0.05; done; exit 0; fi',
        'wait',
      );
      const exit = await run(spec(program, '200', callOff), callOff);
      expect(exit.text).toBe('ready\n');
      if (callOff === 'never') expect(exit.survivorsKilled).toBeGreaterThanOrEqual(201);
    },
  );

  it('wins against processes that start themselves anew in new sessions', async () => {
    const program = programs.shell(
      'respawns',
      '[ "$1" -gt 0 ] || { sleep 987; exit; }',
      'setsid "$0" $(($1 - 1)) &',
      '[ "$1" -eq 30 ] && { echo ready; sleep 987; }',
      'exit 0',
    );
    for (let round = 0; round < 5; round += 1) await run(spec(program, '30'), 'when ready');
  });

  it('wins against a swarm in which each has two children', async () => {
    const program = programs.shell(
      'swarm',
      "trap '' TERM",
      '[ "$1" -gt 0 ] || { sleep 987; exit; }',
      'setsid "$0" $(($1 - 1)) & "$0" $(($1 - 1)) &',
      '[ "$1" -eq 5 ] && echo ready',
      'wait',
    );
    await run(spec(program, '5'), 'when ready');
  });

  it('knows children that cleared their environment, as long as they can be seen to belong', async () => {
    const program = programs.shell(
      'clears',
      `env -i setsid sh -c "trap '' TERM; ${SLEEP}" &`, // another session, but a child
      `env -i ${SLEEP} &`, // the same session
      'sleep 0.1; echo ready; wait',
    );
    const exit = await run(spec(program), 'when ready');
    expect(exit.survivorsKilled).toBeGreaterThanOrEqual(1);
    expect(await run(spec(programs.shell('clears-2', `env -i ${SLEEP} >/dev/null 2>&1 &`)))).toMatchObject({
      survivorsKilled: 1,
    });
  });

  it('knows one that cleared its environment and has been around for a while, whoever its parent is now', async () => {
    const program = programs.shell('clears-late', `env -i setsid ${SLEEP} >/dev/null 2>&1 &`, 'sleep 1.5');
    expect(await run(spec(program))).toMatchObject({ exitCode: 0, survivorsKilled: 1 });
  });

  it('does not wait for a child that holds the pipe', async () => {
    const program = programs.shell('holds', `${SLEEP} &`, 'echo done', 'exit 5');
    const exit = await run(spec(program));
    expect(exit).toMatchObject({ exitCode: 5, text: 'done\n', survivorsKilled: 1 });
    expect(exit.milliseconds).toBeLessThan(5_000);
  });

  it('does not wait for one that holds the pipe and never stops writing', async () => {
    const program = programs.shell('babbles', 'while :; do echo more; done &', 'exit 6');
    expect(await run(spec(program))).toMatchObject({ exitCode: 6, survivorsKilled: 1 });
  });

  it('hears to the end one that outlives its parent for a moment to finish writing', async () => {
    const program = programs.shell('finishes', '{ sleep 0.05; echo last words; } &', 'exit 0');
    expect(await run(spec(program))).toMatchObject({ exitCode: 0, text: 'last words\n', survivorsKilled: 0 });
  });

  it('tells everything a program wrote although nobody took it before it had ended', async () => {
    const program = programs.shell('writes', 'head -c 3000000 /dev/zero');
    let bytes = 0;
    const { exitCode } = await runner.run(spec(program), {
      signal: new AbortController().signal,
      onOutput: async (_, chunk) => {
        bytes += chunk.length;
        await delay(10);
      },
    });
    expect([exitCode, bytes]).toEqual([0, 3_000_000]);
  });

  it('tells exit codes and signals', async () => {
    const program = programs.shell('exits', 'exit "$1"');
    for (const code of [0, 1, 42, 255]) {
      expect(await run(spec(program, String(code)))).toMatchObject({ exitCode: code, signal: null });
    }
    const killed = programs.shell('kills-itself', 'kill -"$1" $$');
    for (const name of ['KILL', 'SEGV', 'TERM', 'USR1']) {
      expect(await run(spec(killed, name))).toMatchObject({ exitCode: null, signal: `SIG${name}` });
    }
  });

  it('passes every byte on, in order, whatever it is', async () => {
    const program = programs.node(
      'bytes',
      'const all = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 31 + (index >> 8)) & 255));',
      'process.stdout.write(all);',
    );
    const expected = Buffer.from(
      Array.from({ length: 65_536 }, (_, index) => (index * 31 + (index >> 8)) & 255),
    );
    expect((await run(spec(program))).text).toBe(expected.toString('latin1'));
  });

  it('gives a program its environment, and nothing of ours', async () => {
    const of = { ...spec('/usr/bin/env'), env: { LANG: 'C', EMPTY: '' } };
    const { text } = await run(of);
    expect(text.trim().split('\n').sort()).toEqual(['EMPTY=', `HOMELAB_OPERATION=${of.marker}`, 'LANG=C']);
  });

  it('gives a program its arguments as they are, nothing to read, and a group of its own', async () => {
    const program = programs.shell('looks', String.raw`printf '%s\n' "$@"`, 'cat', 'cat /proc/$$/stat');
    const nasty = ['$(id)', '; id', '`id`', '--', '', 'a b', "'", '"', '\\'];
    const lines = (await run(spec(program, ...nasty))).text.split('\n');
    expect(lines.slice(0, nasty.length)).toEqual(nasty);
    const stat = parseStat(lines[nasty.length] ?? '');
    expect(stat).toMatchObject({ group: stat?.pid, session: stat?.pid, parent: process.pid });
  });

  it('finds and sweeps what a crashed server has left behind', async () => {
    const of = spec(programs.shell('crashed', `setsid ${SLEEP} &`, 'echo ready', SLEEP));
    const ready = Promise.withResolvers<undefined>();
    const ended = runner.run(of, {
      signal: new AbortController().signal,
      onOutput: () => {
        ready.resolve(undefined);
      },
    });
    await ready.promise;
    await delay(100);
    const afterCrash = new SpawnedProcessRunner(SILENT_LOG, QUICK);
    expect((await afterCrash.find(of.marker)).length).toBeGreaterThanOrEqual(3);
    expect(await afterCrash.find(of.marker.slice(0, -1))).toEqual([]);
    expect(await afterCrash.sweep(of.marker)).toBeGreaterThanOrEqual(3);
    expect(await afterCrash.find(of.marker)).toEqual([]);
    expect(await ended).toMatchObject({ signal: 'SIGKILL' });
  });

  it('runs a thousand programs and keeps nothing of them', async () => {
    await run(spec('/bin/true'));
    const [descriptors, handles] = [openDescriptors(), process.getActiveResourcesInfo().length];
    for (let round = 0; round < 100; round += 1) {
      const exits = await Promise.all(Array.from({ length: 10 }, async () => run(spec('/bin/true'))));
      expect(exits.every(({ exitCode, survivorsKilled }) => exitCode === 0 && survivorsKilled === 0)).toBe(
        true,
      );
    }
    await delay(50);
    expect(openDescriptors()).toBeLessThanOrEqual(descriptors);
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(handles + 1);
  }, 300_000); // a process costs 2 ms on an idle machine and 50 ms on this one when everything is tested at once

  it.each([
    ['program_not_found', () => spec('/nowhere/at/all'), 'Install it'],
    ['program_not_found', () => spec(programs.shell('x', '').replace(/x$/, 'y')), 'Install it'],
    ['program_not_executable', () => spec('/etc/passwd'), 'chmod +x'],
    ['program_not_executable', () => spec(programs.path), 'is a folder'],
    ['program_folder_missing', () => ({ ...spec('/bin/true'), cwd: '/nowhere' }), 'Create it'],
    ['program_folder_missing', () => ({ ...spec('/bin/true'), cwd: '/etc/passwd' }), 'Create it'],
    ['program_arguments_invalid', () => spec('true'), 'not an absolute path'],
    ['program_arguments_invalid', () => ({ ...spec('/bin/true'), cwd: '.' }), 'not an absolute path'],
    ['program_arguments_invalid', () => spec('/bin/true', 'a\0b'), 'cannot be passed on'],
    ['program_arguments_invalid', () => spec('/bin/true', 'x'.repeat(4_000_000)), 'too long'],
  ])('says why nothing was started: %s (%#)', async (code, of, advice) => {
    await expect(run(of())).rejects.toMatchObject({ code, message: expect.stringContaining(advice) });
  });

  it('runs programs where there is no /proc, and says what it cannot do there', async () => {
    const lines = new LogLines();
    const nowhere = new SpawnedProcessRunner(
      await createLog('info', lines),
      QUICK,
      new ProcessTable('/nowhere'),
    );
    const handling = { signal: new AbortController().signal, onOutput: () => undefined };
    expect(await nowhere.run(spec('/bin/true'), handling)).toMatchObject({ exitCode: 0, survivorsKilled: 0 });
    expect(await nowhere.find('anything')).toEqual([]);
    expect(await nowhere.sweep('anything')).toBe(0);
    expect(lines.all().map(({ level, msg }) => `${level}: ${msg}`)).toEqual([
      expect.stringContaining('warn: There is no /proc here'),
    ]);
  });
});

/** Processes of these tests that nobody has ended. */
function sleepers(): string[] {
  return processes(({ command, state }) => state !== 'Z' && command.includes('sleep\x00987'));
}

/** Children of this process that have ended and were not waited for. */
function zombies(): string[] {
  return processes(({ state, parent }) => state === 'Z' && parent === process.pid);
}

function processes(
  wanted: (process: { readonly command: string; readonly state: string; readonly parent: number }) => boolean,
): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = parseStat(readFileSync(`/proc/${name}/stat`, 'latin1'));
      return stat !== null && wanted({ ...stat, command: readFileSync(`/proc/${name}/cmdline`, 'latin1') });
    } catch {
      return false; // it has ended meanwhile
    }
  });
}

function openDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}
