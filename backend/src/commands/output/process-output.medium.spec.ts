import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SILENT_LOG } from '../../platform/logging/silent-log.ts';
import { SpawnedProcessRunner } from '../adapters/spawned-process-runner.ts';
import type { ProcessExit } from '../process-runner.ts';
import { OutputWorld } from '../testing/output-world.ts';
import { ProgramFolder } from '../testing/program-folder.ts';
import type { OutputPiece } from './output-piece.ts';
import type { OutputSpool } from './output-spool.ts';

jest.setTimeout(180_000); // a gigabyte takes two seconds on an idle machine

const MIB = 1024 * 1024;

describe('the output of a real process', () => {
  let world: OutputWorld;
  let programs: ProgramFolder;
  let count = 0;
  beforeAll(async () => {
    world = await OutputWorld.open();
    programs = new ProgramFolder();
  });
  afterAll(async () => {
    programs[Symbol.dispose]();
    await world[Symbol.asyncDispose]();
  });

  async function run(
    file: string,
    take: (piece: OutputPiece) => void | Promise<void> = () => undefined,
  ): Promise<{ readonly exit: ProcessExit; readonly spool: OutputSpool }> {
    const id = `process-${(count += 1)}`;
    const spool = world.store().open(id);
    spool.follow(take);
    const exit = await new SpawnedProcessRunner(SILENT_LOG).run(
      { file, args: [], env: { PATH: '/usr/bin:/bin' }, cwd: '/', marker: id },
      { signal: new AbortController().signal, onOutput: (stream, chunk) => spool.write(stream, chunk) },
    );
    return { exit, spool };
  }

  it('is a gigabyte without a line break: little memory, the right exit code, every byte counted', async () => {
    const gigabyte = programs.shell(
      'gigabyte',
      `head -c ${1024 * MIB} /dev/zero | tr '\\0' x`,
      'printf end >&2',
      'exit 9',
    );
    const warm = await run(programs.shell('warm', `head -c ${100 * MIB} /dev/zero`));
    await warm.spool.discard();
    let [told, skipped, most] = [0, 0, 0];
    const before = process.memoryUsage().rss;
    const { exit, spool } = await run(gigabyte, async (piece) => {
      told += piece.text.length;
      skipped += piece.skippedBytes;
      most = Math.max(most, process.memoryUsage().rss);
      await turn();
    });
    expect(exit).toEqual({ exitCode: 9, signal: null, survivorsKilled: 0 });
    expect(spool.bytes).toBe(1024 * MIB + 3);
    const sealed = await spool.seal();
    expect(sealed).toMatchObject({ totalBytes: 1024 * MIB + 3, headBytes: MIB, tailBytes: 4 * MIB });
    const kept = gunzipSync(sealed.data);
    expect(kept.subarray(0, 5 * MIB - 3).every((byte) => byte === 0x78)).toBe(true);
    expect(kept.subarray(-3).toString()).toBe('end');
    await turn();
    expect(told + skipped).toBe(1024 * MIB + 3);
    expect((most - before) / MIB).toBeLessThan(50);
    await spool.discard();
  });

  it('is told as text that is whole, in order, while the event loop stays free', async () => {
    const lines = 300_000;
    const counts = programs.shell('counts', `seq -f 'größe %.0f €' 1 ${lines}`);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    let [text, skipped] = ['', 0];
    const { exit, spool } = await run(counts, async (piece) => {
      text += piece.text;
      skipped += piece.skippedBytes;
      await turn();
    });
    await spool.seal();
    delay.disable();
    expect(exit.exitCode).toBe(0);
    if (skipped === 0) {
      expect(text.split('\n').length).toBe(lines + 1);
      expect(text.endsWith(`größe ${lines} €\n`)).toBe(true);
    }
    expect(text).not.toContain('\ufffd');
    expect(Buffer.byteLength(text) + skipped).toBe(spool.bytes);
    expect(delay.percentile(50) / 1e6).toBeLessThan(50);
    await spool.discard();
  });

  it('keeps bytes that are no text as they are', async () => {
    const binary = programs.shell('binary', String.raw`printf '\377\376\000\033[31m\303(\200' `);
    let text = '';
    const { spool } = await run(binary, (piece) => void (text += piece.text));
    const sealed = await spool.seal();
    expect([...gunzipSync(sealed.data)]).toEqual([
      0xff, 0xfe, 0, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0xc3, 0x28, 0x80,
    ]);
    expect(text).toBe('\ufffd\ufffd\u0000\u001b[31m\ufffd(\ufffd');
    await spool.discard();
  });
});
