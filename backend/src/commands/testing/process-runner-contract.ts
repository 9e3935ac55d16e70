import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { OutputStream, ProcessExit, ProcessRunner, ProcessSpec } from '../process-runner.ts';

jest.setTimeout(60_000); // processes start slowly on a busy machine

/** A runner and the programs the contract needs. */
export interface ProcessWorld {
  readonly runner: ProcessRunner;
  /** Writes `out` to stdout and `err` to stderr, then exits with 3. */
  readonly talks: string;
  /** Writes `ready`, then waits until it is asked to end. */
  readonly waits: string;
  /** Leaves a process behind, writes `left`, and exits with 0. */
  readonly leaves: string;
  /** Writes three bytes that are no text: 00 ff fe. */
  readonly binary: string;
  close(): void;
}

/** What every `ProcessRunner` has to do. Runs against the fake and against processes of this machine. */
export function describeProcessRunnerContract(name: string, open: () => ProcessWorld): void {
  describe(`the process runner contract: ${name}`, () => {
    let world: ProcessWorld;
    let count = 0;
    beforeAll(() => {
      world = open();
    });
    afterAll(() => {
      world.close();
    });

    const spec = (file: string): ProcessSpec => ({
      file,
      args: [],
      env: {},
      cwd: '/',
      marker: `contract-${process.pid}-${(count += 1)}`,
    });

    interface Told {
      readonly exit: ProcessExit;
      readonly stdout: Buffer;
      readonly stderr: Buffer;
    }

    async function run(
      of: ProcessSpec,
      seen: (stream: OutputStream, text: string) => void | Promise<void> = () => undefined,
      signal = new AbortController().signal,
    ): Promise<Told> {
      const chunks: Record<OutputStream, Buffer[]> = { stdout: [], stderr: [] };
      const exit = await world.runner.run(of, {
        signal,
        onOutput: (stream, chunk) => {
          chunks[stream].push(Buffer.from(chunk));
          return seen(stream, chunk.toString());
        },
      });
      return { exit, stdout: Buffer.concat(chunks.stdout), stderr: Buffer.concat(chunks.stderr) };
    }

    it('tells what a program writes and how it ends', async () => {
      const { exit, stdout, stderr } = await run(spec(world.talks));
      expect(exit).toEqual({ exitCode: 3, signal: null, survivorsKilled: 0 });
      expect([stdout.toString(), stderr.toString()]).toEqual(['out', 'err']);
    });

    it('passes bytes on as they are', async () => {
      expect([...(await run(spec(world.binary))).stdout]).toEqual([0x00, 0xff, 0xfe]);
    });

    it('ends a program that is called off, and does not call that an error', async () => {
      const called = new AbortController();
      const waiting = spec(world.waits);
      let found = 0;
      const { exit } = await run(
        waiting,
        async () => {
          found = (await world.runner.find(waiting.marker)).length;
          called.abort();
        },
        called.signal,
      );
      expect(found).toBe(1);
      expect(exit).toEqual({ exitCode: null, signal: 'SIGTERM', survivorsKilled: 0 });
      expect(await world.runner.find(waiting.marker)).toEqual([]);
    });

    it('starts nothing that was called off before', async () => {
      let started = 0;
      const exit = await world.runner.run(spec(world.talks), {
        signal: AbortSignal.abort(),
        onOutput: () => undefined,
        onStarted: () => (started += 1),
      });
      expect(exit).toEqual({ exitCode: null, signal: 'SIGTERM', survivorsKilled: 0 });
      expect(started).toBe(0);
    });

    it('ends what a program leaves behind, and counts it', async () => {
      const leaving = spec(world.leaves);
      const { exit, stdout } = await run(leaving);
      expect(exit).toEqual({ exitCode: 0, signal: null, survivorsKilled: 1 });
      expect(stdout.toString()).toBe('left');
      expect(await world.runner.find(leaving.marker)).toEqual([]);
    });

    it('names the process that was started', async () => {
      const pids: number[] = [];
      const found: number[] = [];
      const waiting = spec(world.waits);
      const called = new AbortController();
      await world.runner.run(waiting, {
        signal: called.signal,
        onStarted: ({ pid }) => pids.push(pid),
        onOutput: async () => {
          found.push(...(await world.runner.find(waiting.marker)).map(({ pid }) => pid));
          called.abort();
        },
      });
      expect(pids).toHaveLength(1);
      expect(found).toEqual(pids);
    });

    it('waits for what it hands out to be taken', async () => {
      let underWay = 0;
      let most = 0;
      await run(spec(world.talks), async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 20));
        underWay -= 1;
      });
      expect([underWay, most]).toEqual([0, 1]);
    });

    it('ends the program if what it writes cannot be taken, and says so', async () => {
      const waiting = spec(world.waits);
      await expect(run(waiting, async () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
      expect(await world.runner.find(waiting.marker)).toEqual([]);
    });

    it('sweeps what carries a marker, and nobody else', async () => {
      const [one, other] = [spec(world.waits), spec(world.waits)];
      const called = new AbortController();
      const ready = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
      const ends = [one, other].map(async (of, index) =>
        run(
          of,
          () => {
            ready[index]?.resolve(undefined);
          },
          called.signal,
        ),
      );
      await Promise.all(ready.map(async ({ promise }) => promise));
      expect(await world.runner.sweep('contract-nobody')).toBe(0);
      expect(await world.runner.sweep(one.marker)).toBe(1);
      expect(await world.runner.find(one.marker)).toEqual([]);
      expect(await world.runner.find(other.marker)).toHaveLength(1);
      expect((await ends[0])?.exit).toEqual({ exitCode: null, signal: 'SIGKILL', survivorsKilled: 0 });
      called.abort();
      expect((await ends[1])?.exit.signal).toBe('SIGTERM');
    });

    it('says that there is no such program', async () => {
      await expect(run(spec('/nowhere/at/all'))).rejects.toMatchObject({
        name: 'ProgramNotStarted',
        code: 'program_not_found',
        message: expect.stringContaining('/nowhere/at/all'),
      });
    });
  });
}
