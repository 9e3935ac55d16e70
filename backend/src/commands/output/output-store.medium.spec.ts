import { existsSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { OutputWorld } from '../testing/output-world.ts';
import { OutputFiles, type WritableFile } from './output-files.ts';
import type { OutputSpool } from './output-spool.ts';
import type { OutputStore } from './output-store.ts';
import type { SealedOutput } from './sealed-output.ts';

jest.setTimeout(60_000); // much is written, on a busy machine

const KIB = 1024;
const MIB = 1024 * KIB;

/** So little that a test can write more than is kept. */
const SMALL = { headBytes: 100, tailBytes: 300 };

const ID = 'operation-1';

describe('OutputStore', () => {
  let world: OutputWorld;
  let store: OutputStore;
  beforeEach(async () => {
    world = await OutputWorld.open();
    store = world.store();
  });
  afterEach(async () => {
    await world[Symbol.asyncDispose]();
  });

  async function write(spool: OutputSpool, ...chunks: readonly (string | Buffer)[]): Promise<void> {
    for (const chunk of chunks) await spool.write('stdout', Buffer.from(chunk));
  }

  /** As the runtime does it at the end of an operation. */
  async function finish(spool: OutputSpool, id = ID): Promise<SealedOutput> {
    const sealed = await spool.seal();
    await world.ledger.write((tx) => {
      world.repository.insert(tx, id, sealed);
    });
    await spool.discard();
    return sealed;
  }

  async function textOf(id = ID, of = store): Promise<string | null> {
    const stream = await of.stream(id);
    return stream === null ? null : text(stream);
  }

  it('gives back what was written while it runs, when it has ended, and after a restart', async () => {
    const spool = store.open(ID);
    await write(spool, 'pulling\n', 'done\n');
    expect(await textOf()).toBe('pulling\ndone\n');
    await finish(spool);
    expect(await textOf()).toBe('pulling\ndone\n');
    expect(await textOf(ID, world.store())).toBe('pulling\ndone\n');
    expect(readdirSync(world.folder)).toEqual([]);
    expect([spool.bytes, spool.truncated, spool.note]).toEqual([13, false, null]);
  });

  it('keeps files to this user', async () => {
    await write(store.open(ID), 'secret');
    await text((await store.stream(ID)) ?? fail());
    expect(statSync(world.folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(world.folder, `${ID}.0`)).mode & 0o777).toBe(0o600);
  });

  it('makes nothing for an operation that writes nothing', async () => {
    const spool = store.open(ID);
    expect(await textOf()).toBe('');
    expect(await spool.seal()).toMatchObject({ totalBytes: 0, headBytes: 0, tailBytes: 0 });
    await spool.discard();
    expect(existsSync(world.folder)).toBe(false);
    expect(await textOf()).toBeNull();
  });

  it('accepts no id that could lead out of its folder', async () => {
    for (const id of [
      '../../etc/passwd',
      '',
      'short',
      'a/../../b-long',
      'with.dot-long',
      'nul\0long-enough',
      '.hidden-file',
    ])
      expect(() => store.open(id)).toThrow('is no id of an operation');
    expect(await textOf('../../etc/passwd')).toBeNull();
    expect(() => [store.open(ID), store.open(ID)]).toThrow('open already');
  });

  it('keeps the beginning and the end, and says how much is missing in between', async () => {
    const spool = store.open(ID);
    const line = (index: number): string => `line ${index}`.padEnd(1_023).concat('\n');
    for (let index = 0; index < 20 * KIB; index += 1) await write(spool, line(index));
    const missing = 20 * MIB - 5 * MIB;
    const expected = [
      ...Array.from({ length: KIB }, (_, index) => line(index)),
      `… ${missing.toLocaleString('en-US')} bytes left out …\n`,
      ...Array.from({ length: 4 * KIB }, (_, index) => line(16 * KIB + index)),
    ].join('');
    expect(diskBytes()).toBeLessThanOrEqual(9 * MIB);
    expect((await textOf()) === expected).toBe(true);
    const sealed = await finish(spool);
    expect(sealed).toMatchObject({
      encoding: 'gzip',
      totalBytes: 20 * MIB,
      headBytes: MIB,
      tailBytes: 4 * MIB,
    });
    expect((await textOf()) === expected).toBe(true);
    expect(spool.truncated).toBe(true);
  });

  it('begins the line about what is missing where a line begins', async () => {
    const small = world.store({ limits: SMALL });
    const spool = small.open(ID);
    await write(spool, 'x'.repeat(2_000));
    expect(await textOf(ID, small)).toBe(`${'x'.repeat(100)}\n… 1,600 bytes left out …\n${'x'.repeat(300)}`);
  });

  it('head, what is missing and tail make up the stream, however it is cut, live, sealed and recovered', async () => {
    let count = 0;
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 250 }), { maxLength: 20 });
    const property = fc.asyncProperty(chunks, fc.boolean(), async (written, isCrashing) => {
      const id = `property-${(count += 1)}`;
      const small = world.store({ limits: SMALL });
      const spool = small.open(id);
      // Whole characters only: a crash may lose the three bytes that are held back.
      const bytes = Buffer.concat(written).map((byte) => byte & 0x7f);
      const parts = written.map((chunk) => Buffer.from(chunk).map((byte) => byte & 0x7f));
      for (const part of parts) await spool.write('stdout', Buffer.from(part));
      const live = await buffer((await small.stream(id)) ?? fail());
      const sealed = isCrashing ? await world.store({ limits: SMALL }).recover(id) : await spool.seal();
      if (sealed === null) {
        expect(bytes.length).toBe(0);
        return;
      }
      const { totalBytes, headBytes, tailBytes, data } = sealed;
      const kept = gunzipSync(data);
      expect([totalBytes, spool.bytes, kept.length]).toEqual([
        bytes.length,
        bytes.length,
        headBytes + tailBytes,
      ]);
      expect(headBytes).toBe(Math.min(bytes.length, SMALL.headBytes));
      expect(tailBytes).toBe(Math.min(bytes.length - headBytes, SMALL.tailBytes));
      expect(kept.subarray(0, headBytes).equals(bytes.subarray(0, headBytes))).toBe(true);
      expect(kept.subarray(headBytes).equals(bytes.subarray(bytes.length - tailBytes))).toBe(true);
      expect(spool.truncated).toBe(totalBytes > headBytes + tailBytes);
      expect(live.subarray(0, headBytes).equals(kept.subarray(0, headBytes))).toBe(true);
      expect(live.subarray(live.length - tailBytes).equals(kept.subarray(headBytes))).toBe(true);
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('keeps binary as it is, and characters whole although two streams write in turns', async () => {
    const spool = store.open(ID);
    const euro = Buffer.from('€');
    await spool.write('stdout', euro.subarray(0, 2));
    await spool.write('stderr', Buffer.from('oh\n'));
    await spool.write('stdout', Buffer.concat([euro.subarray(2), Buffer.from([0, 0xff, 0x1b])]));
    await spool.write('stdout', Buffer.from([0xe2]));
    await finish(spool);
    const stored = await buffer((await store.stream(ID)) ?? fail());
    expect([...stored]).toEqual([...Buffer.from('oh\n€'), 0, 0xff, 0x1b, 0xe2]);
  });

  it('gives a download what was there when it began, although files go meanwhile', async () => {
    const small = world.store({ limits: { headBytes: 1_000, tailBytes: 200 * KIB } });
    const spool = small.open(ID);
    for (let index = 0; index < 10; index += 1) await write(spool, Buffer.alloc(50 * KIB, 'a'));
    const download = (await small.stream(ID)) ?? fail();
    const chunks: Buffer[] = [];
    for await (const chunk of download as AsyncIterable<Buffer>) {
      if (chunks.length === 0)
        for (let index = 0; index < 20; index += 1) await write(spool, Buffer.alloc(50 * KIB, 'b'));
      chunks.push(chunk);
    }
    const got = Buffer.concat(chunks).toString();
    expect(got.endsWith('a'.repeat(200 * KIB))).toBe(true);
    expect(got).not.toContain('b'.repeat(10));
    expect(openFiles()).toBeLessThanOrEqual(1);
  });

  it('closes what it reads from when a download is broken off', async () => {
    const spool = store.open(ID);
    await write(spool, Buffer.alloc(3 * MIB, 'x'));
    await spool.seal();
    for await (const chunk of ((await store.stream(ID)) ?? fail()) as AsyncIterable<Buffer>) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await delay(20);
    expect(openFiles()).toBe(0);
  });

  it('finds what a crashed server has left, keeps it once, and removes the files', async () => {
    await write(store.open(ID), 'before the crash\n');
    await write(store.open('operation-2'), 'also\n');
    await text((await store.stream(ID)) ?? fail());
    await text((await store.stream('operation-2')) ?? fail());
    writeFileSync(join(world.folder, 'something else'), 'not ours');
    expect(await store.strays()).toEqual([]);

    const next = world.store();
    expect((await next.strays()).sort()).toEqual([ID, 'operation-2']);
    expect(await textOf(ID, next)).toBe('before the crash\n');
    for (let round = 0; round < 2; round += 1) {
      const sealed = (await next.recover(ID)) ?? fail();
      await world.ledger.write((tx) => {
        world.repository.insert(tx, ID, sealed);
      });
    }
    await next.discard(ID);
    expect(await next.strays()).toEqual(['operation-2']);
    expect(await next.recover(ID)).toBeNull();
    expect(await textOf(ID, next)).toBe('before the crash\n');
    expect(readFileSync(join(world.folder, 'something else'), 'utf8')).toBe('not ours');
  });

  describe('on a disk that refuses', () => {
    /** Takes so many bytes, then is full. */
    class FullDisk extends OutputFiles {
      constructor(
        folder: string,
        private room: number,
      ) {
        super(folder);
      }

      override async create(path: string): Promise<WritableFile> {
        const file = await super.create(path);
        return {
          write: async (chunks) => {
            const bytes = Buffer.concat(chunks);
            const fitting = bytes.subarray(0, this.room);
            this.room -= fitting.length;
            await file.write([fitting]);
            if (fitting.length < bytes.length)
              throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
          },
          close: async () => file.close(),
        };
      }
    }

    it.each([0, 10, 100, 101, 350, 900])(
      'goes on after %d bytes, counts, and keeps the end',
      async (room) => {
        const full = world.store({ limits: SMALL, files: new FullDisk(world.folder, room) });
        const spool = full.open(ID);
        const all = Array.from({ length: 500 }, (_, index) => `line ${index}\n`);
        await write(spool, ...all.slice(0, 400));
        await text((await full.stream(ID)) ?? fail());
        await write(spool, ...all.slice(400));
        const sealed = await finish(spool);
        expect(spool.note).toMatch(/could not be stored \(ENOSPC\).*The operation goes on/);
        expect(sealed.totalBytes).toBe(all.join('').length);
        // All of it fits into memory here, so nothing is missing although little is on the disk.
        expect(await textOf(ID, full)).toBe(all.join(''));
        expect(spool.truncated).toBe(false);
        expect(readdirSync(world.folder)).toEqual([]);
      },
    );

    it('says how much is missing where memory does not reach either', async () => {
      const full = world.store({ files: new FullDisk(world.folder, 10) });
      const spool = full.open(ID);
      for (let index = 0; index < 80; index += 1) await write(spool, Buffer.alloc(64 * KIB, 'x'));
      expect(spool.truncated).toBe(true);
      await finish(spool);
      const [said, tail = ''] = ((await textOf(ID, full)) ?? '').split('\n');
      expect(said?.slice(0, 40)).toBe('… 3,145,728 bytes left out …');
      expect(tail.length).toBe(2 * MIB);
      expect([spool.bytes, spool.truncated]).toEqual([5 * MIB, true]);
    });

    it('keeps what fits into memory where no file can be made at all', async () => {
      writeFileSync(world.folder, 'in the way');
      const spool = store.open(ID);
      await write(spool, 'all the same\n');
      expect((await spool.seal()).totalBytes).toBe(13);
      expect(await textOf()).toBe('all the same\n');
      expect(spool.note).toContain('could not be stored');
    });
  });

  function diskBytes(): number {
    return readdirSync(world.folder).reduce((sum, name) => sum + statSync(join(world.folder, name)).size, 0);
  }

  /** Of the folder, in this process. */
  function openFiles(): number {
    return readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith(world.folder)).length;
  }
});

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return ''; // the one the folder itself was read with
  }
}

function fail(): never {
  throw new Error('there is nothing');
}
