import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { OutputWorld } from '../testing/output-world.ts';
import { GATHER_MS, PIECE_MAX_BYTES } from './output-follower.ts';
import type { OutputPiece } from './output-piece.ts';
import type { OutputSpool } from './output-spool.ts';
import { RECENT_MAX_BYTES } from './recent-output.ts';

jest.setTimeout(60_000); // much is written, on a busy machine

const KIB = 1024;
const MIB = 1024 * KIB;

describe('the pieces of an operation’s output', () => {
  let world: OutputWorld;
  let clock: FakeClock;
  let spool: OutputSpool;
  beforeEach(async () => {
    world = await OutputWorld.open();
    clock = new FakeClock();
    spool = world.store({ clock }).open('operation-1');
  });
  afterEach(async () => {
    await spool.seal(); // or it would still make files in a folder that is being removed
    await world[Symbol.asyncDispose]();
  });

  function write(text: string, stream: 'stdout' | 'stderr' = 'stdout'): void {
    void spool.write(stream, Buffer.from(text));
  }

  function watch(): OutputPiece[] {
    const pieces: OutputPiece[] = [];
    spool.pieces$.subscribe((piece) => pieces.push(piece));
    return pieces;
  }

  it('are gathered for a moment', () => {
    const pieces = watch();
    write('one\n');
    write('two\n');
    clock.advance(GATHER_MS - 1);
    expect(pieces).toEqual([]);
    clock.advance(1);
    expect(pieces).toEqual([{ stream: 'stdout', offset: 0, text: 'one\ntwo\n', skippedBytes: 0 }]);
    write('three\n', 'stderr');
    clock.advance(GATHER_MS);
    expect(pieces.at(-1)).toEqual({ stream: 'stderr', offset: 8, text: 'three\n', skippedBytes: 0 });
  });

  it('come at once when there is much', () => {
    const pieces = watch();
    write('x'.repeat(64 * KIB));
    expect(pieces).toHaveLength(1);
  });

  it('never break a character, whichever stream writes in between', () => {
    const pieces = watch();
    for (const byte of Buffer.from('a€😀')) {
      void spool.write('stdout', Buffer.of(byte));
      clock.advance(GATHER_MS);
      write('.', 'stderr');
    }
    clock.advance(GATHER_MS);
    const ofStdout = pieces.filter(({ stream }) => stream === 'stdout').map(({ text }) => text);
    expect(ofStdout).toEqual(['a', '€', '😀']);
  });

  it('show binary as text, without harm', () => {
    const pieces = watch();
    void spool.write('stdout', Buffer.from([0x00, 0xff, 0x07, 0x1b, 0x5b, 0x41, 0xfe, 0x0a]));
    clock.advance(GATHER_MS);
    expect(pieces[0]?.text).toBe('\u0000\ufffd\u0007\u001b[A\ufffd\n');
  });

  it('end with the last of it, and complete', async () => {
    const pieces = watch();
    let isComplete = false;
    spool.pieces$.subscribe({ complete: () => (isComplete = true) });
    void spool.write('stdout', Buffer.from([0x61, 0xe2, 0x82]));
    await spool.seal();
    expect(pieces.map(({ text }) => text).join('')).toBe('a\ufffd');
    expect(isComplete).toBe(true);
    write('too late');
    expect(spool.bytes).toBe(3);
    const late: string[] = [];
    await spool.follow(({ text }) => void late.push(text), 0).done;
    expect(late.join('')).toBe('a\ufffd');
  });

  it('are told to who comes later from where they were told, with nothing lost or doubled', () => {
    const early = watch();
    write('told ');
    clock.advance(GATHER_MS);
    write('not yet '); // written, but not told to those who watch
    const before = spool.piecesAfter(0);
    const late = watch();
    write('new');
    clock.advance(GATHER_MS);
    const join = (pieces: readonly OutputPiece[]): string => pieces.map(({ text }) => text).join('');
    expect(join(before)).toBe('told ');
    expect(join([...before, ...late])).toBe('told not yet new');
    expect(join(early)).toBe('told not yet new');
    expect(spool.piecesAfter(5).map(({ text }) => text)).toEqual(['not yet new']);
    for (const nonsense of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(join(spool.piecesAfter(nonsense))).toBe('told not yet new');
    }
    expect(spool.piecesAfter(1e9)).toEqual([]);
  });

  it('go back only so far, and say how much came before', () => {
    write('€'.repeat(400_000));
    const [first, ...others] = spool.piecesAfter(300);
    const told = [first, ...others].reduce((sum, piece) => sum + Buffer.byteLength(piece?.text ?? ''), 0);
    expect(told).toBeLessThanOrEqual(256 * KIB);
    expect(told).toBeGreaterThan(256 * KIB - 3);
    expect(first?.text.startsWith('€')).toBe(true);
    expect((first?.skippedBytes ?? 0) + 300 + told).toBe(1_200_000);
  });

  it('skip the oldest for a consumer that is slow, and say exactly how much', async () => {
    const taken: OutputPiece[] = [];
    let release = Promise.withResolvers<undefined>();
    const follower = spool.follow(async (piece) => {
      taken.push(piece);
      await release.promise;
    });
    for (let index = 0; index < 200; index += 1) write('x'.repeat(64 * KIB));
    expect(taken).toHaveLength(1);
    release.resolve(undefined);
    release = Promise.withResolvers();
    release.resolve(undefined);
    await spool.seal();
    await follower.done;
    const told = taken.reduce((sum, { text }) => sum + text.length, 0);
    const skipped = taken.reduce((sum, { skippedBytes }) => sum + skippedBytes, 0);
    expect(told).toBe(64 * KIB + RECENT_MAX_BYTES);
    expect(told + skipped).toBe(200 * 64 * KIB);
    expect(Math.max(...taken.map(({ text }) => text.length))).toBe(PIECE_MAX_BYTES);
  });

  it('come at the pace of a consumer that keeps up: none is skipped', async () => {
    let [told, skipped] = [0, 0];
    const follower = spool.follow(async (piece) => {
      told += piece.text.length;
      skipped += piece.skippedBytes;
      await turn();
    });
    for (let index = 0; index < 300; index += 1) {
      write('x'.repeat(64 * KIB));
      await turn();
    }
    await spool.seal();
    await follower.done;
    expect([told, skipped]).toEqual([300 * 64 * KIB, 0]);
  });

  it('do not flood those who cannot say when they have had enough', async () => {
    const pieces = watch();
    for (let second = 0; second < 2; second += 1) {
      for (let tick = 0; tick < 100; tick += 1) {
        for (let index = 0; index < 16; index += 1) write('x'.repeat(64 * KIB)); // 100 MiB a second
        clock.advance(10);
        await turn();
      }
    }
    const told = pieces.reduce((sum, { text }) => sum + text.length, 0);
    expect(told).toBeLessThan(2 * 17 * MIB);
    expect(told).toBeGreaterThan(2 * 10 * MIB);
    for (const [index, { offset, skippedBytes }] of pieces.entries()) {
      const before = pieces[index - 1];
      expect(offset - skippedBytes).toBe(before === undefined ? 0 : before.offset + before.text.length);
    }
  });

  it('do not hold up the operation when a consumer fails', async () => {
    const follower = spool.follow(() => {
      throw new Error('the socket is gone');
    });
    const pieces = watch();
    write('x'.repeat(64 * KIB));
    await expect(follower.done).rejects.toThrow('the socket is gone');
    expect(pieces).toHaveLength(1);
  });

  it('stop for who no longer listens, and start again', () => {
    const pieces: OutputPiece[] = [];
    const subscription = spool.pieces$.subscribe((piece) => pieces.push(piece));
    write('a');
    subscription.unsubscribe();
    clock.advance(GATHER_MS);
    write('b');
    expect(pieces).toEqual([]);
    const again = watch();
    write('c');
    clock.advance(GATHER_MS);
    expect(again).toEqual([{ stream: 'stdout', offset: 2, text: 'c', skippedBytes: 0 }]);
  });
});
