import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { RealtimeServer } from '../platform/realtime/realtime-server.ts';
import { type TestClient } from '../platform/testing/test-client.ts';
import { type CommandsApp, startCommandsApp } from './testing/commands-app.ts';
import { CountingFollower } from './testing/counting-follower.ts';
import { ended, run } from './testing/operation-client.ts';
import { ProgramFolder } from './testing/program-folder.ts';

jest.setTimeout(120_000); // hundreds of megabytes, on a busy machine

const MIB = 1024 * 1024;

/** What the kernel itself takes in for a connection on loopback, at the most. */
const KERNEL_BUFFERS_BYTES = 16 * MIB;

describe('those who follow an operation with much output', () => {
  let app: CommandsApp;
  let operator: TestClient;
  let programs: ProgramFolder;
  let steady: string;
  let flood: string;
  beforeAll(() => {
    programs = new ProgramFolder();
    const half = `head -c ${MIB / 2} /dev/zero | tr '\\0' x`;
    steady = programs.shell('steady', 'sleep 0.5', `for i in $(seq 80); do ${half}; sleep 0.02; done`);
    flood = programs.shell('flood', 'sleep 0.5', `head -c ${256 * MIB} /dev/zero | tr '\\0' x`);
  });
  afterAll(() => {
    programs[Symbol.dispose]();
  });
  beforeEach(async () => {
    app = await startCommandsApp();
    operator = app.as('operator');
  });
  afterEach(async () => {
    await app.close();
  });

  async function follower(id: string): Promise<CountingFollower> {
    return CountingFollower.of(await app.connect(app.as('viewer')), id);
  }

  /** Resolves when nobody who follows it has taken anything for as long as is waited for one who does. */
  async function standstill(id: string): Promise<void> {
    const realtime = app.get(RealtimeServer);
    for (let isStill = false; !isStill;) {
      await sleep(5);
      await realtime.ready(`operation:${id}`);
      isStill = realtime.ready(`operation:${id}`) !== undefined;
    }
  }

  it('get all of it where they read, and an exact count where they do not', async () => {
    const operation = await run(operator, 'test.process', { file: steady, args: [] });
    const [reading, stalled] = [await follower(operation.id), await follower(operation.id)];
    stalled.socket.stopReading();
    const { status, output } = await ended(operator, operation);
    await reading.ended();
    expect([status, output.bytes]).toEqual(['succeeded', 40 * MIB]);
    expect([reading.told, reading.skipped, reading.faults]).toEqual([40 * MIB, 0, []]);
    stalled.socket.readOn(); // it was not cut off, and is told all but what was left out
    await stalled.ended();
    expect(stalled.faults).toEqual([]);
    expect(stalled.skipped).toBeGreaterThan(40 * MIB - KERNEL_BUFFERS_BYTES - 8 * MIB);
    expect(stalled.told + stalled.skipped).toBe(40 * MIB);
    expect(stalled.kinds).toEqual(['state', 'output', 'state']);
  });

  it('do not hold up what it does, nor fill the memory, however little they read', async () => {
    const warm = await run(operator, 'test.process', { file: steady, args: [] });
    await ended(operator, warm);
    const operation = await run(operator, 'test.process', { file: flood, args: [] });
    const stalled = [await follower(operation.id), await follower(operation.id)];
    for (const { socket } of stalled) socket.stopReading();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const { status, output, durationMs } = await ended(operator, operation);
    clearInterval(watch);
    expect([status, output.bytes]).toEqual(['succeeded', 256 * MIB]);
    expect(durationMs).toBeLessThan(30_000); // seconds, where waiting for them would take for ever
    expect((most - before) / MIB).toBeLessThan(80);
    for (const each of stalled) {
      each.socket.readOn();
      await each.ended();
      expect(each.faults).toEqual([]);
      expect(each.told + each.skipped).toBe(256 * MIB);
    }
  });

  it('are served at once where they come later, though all who came before have stopped reading', async () => {
    const operation = await run(operator, 'test.process', { file: steady, args: [] });
    const stalled = await follower(operation.id);
    stalled.socket.stopReading();
    await standstill(operation.id);
    const late = await follower(operation.id);
    const place = late.told + late.skipped;
    const came = performance.now();
    while (late.told + late.skipped === place) await sleep(5);
    expect(performance.now() - came).toBeLessThan(1_500);
    await late.ended();
    stalled.socket.readOn();
    await stalled.ended();
    for (const each of [late, stalled]) {
      expect(each.faults).toEqual([]);
      expect(each.told + each.skipped).toBe(40 * MIB);
    }
  });

  it('are waited for only where there are any', async () => {
    const realtime = app.get(RealtimeServer);
    const operation = await run(operator, 'test.process', { file: flood, args: [] });
    expect(realtime.ready(`operation:${operation.id}`)).toBeUndefined();
    await ended(operator, operation);
    const late = await follower(operation.id); // what is at hand, and how much is not
    expect(late.faults).toEqual([]);
    expect(late.told).toBeGreaterThan(0);
    expect(late.told + late.skipped).toBe(256 * MIB);
  });
});
