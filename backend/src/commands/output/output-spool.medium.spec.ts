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
    spool.follow((piece) => void pieces.push(piece));
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

  it('end with the last of it', async () => {
    const pieces: OutputPiece[] = [];
    const follower = spool.follow((piece) => void pieces.push(piece));
    void spool.write('stdout', Buffer.from([0x61, 0xe2, 0x82]));
    await spool.seal();
    await follower.done;
    expect(pieces.map(({ text }) => text).join('')).toBe('a\ufffd');
    write('too late');
    expect(spool.bytes).toBe(3);
    const late = watch();
    expect(late).toEqual([]);
  });

  it('say where they end, whatever their text has in place of what is no text', () => {
    const ends: number[] = [];
    spool.follow((_piece, end) => void ends.push(end));
    void spool.write('stdout', Buffer.from([0xff, 0xfe, 0x61]));
    clock.advance(GATHER_MS);
    write('€');
    clock.advance(GATHER_MS);
    expect(ends).toEqual([3, 6]);
  });

  it('are told from now on to who comes later', () => {
    const early = watch();
    write('told ');
    clock.advance(GATHER_MS);
    const late = watch();
    write('new');
    clock.advance(GATHER_MS);
    const join = (pieces: readonly OutputPiece[]): string => pieces.map(({ text }) => text).join('');
    expect([join(early), join(late)]).toEqual(['told new', 'new']);
  });

  it('skip the oldest for a consumer that is slow, and say exactly how much', async () => {
    const taken: OutputPiece[] = [];
    const never = new Promise<void>(() => undefined);
    const follower = spool.follow((piece) => {
      taken.push(piece);
      return never;
    });
    for (let index = 0; index < 200; index += 1) write('x'.repeat(64 * KIB));
    expect(taken).toHaveLength(1);
    await spool.seal(); // the end waits for nobody
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

  it('come without a pause to a consumer that asks for none', () => {
    const pieces = watch();
    for (let index = 0; index < 300; index += 1) write('x'.repeat(64 * KIB)); // no time passes
    expect(pieces).toHaveLength(300);
    expect(pieces.every(({ skippedBytes }) => skippedBytes === 0)).toBe(true);
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

  it('stop for who no longer listens', () => {
    const pieces: OutputPiece[] = [];
    const follower = spool.follow((piece) => void pieces.push(piece));
    write('a');
    follower.stop();
    clock.advance(GATHER_MS);
    write('b');
    clock.advance(GATHER_MS);
    expect(pieces).toEqual([]);
  });
});
