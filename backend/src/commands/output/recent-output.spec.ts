import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OutputPiece } from './output-piece.ts';
import { RECENT_MAX_BYTES, RecentOutput } from './recent-output.ts';

const MAX_BYTES = 256 * 1024;

function readFrom(recent: RecentOutput, offset: number): OutputPiece[] {
  const pieces: OutputPiece[] = [];
  for (let next = recent.next(offset, MAX_BYTES); next !== null; next = recent.next(next.end, MAX_BYTES)) {
    pieces.push(next.piece);
  }
  return pieces;
}

describe('RecentOutput', () => {
  it('gives one stream at a time, in order, with the place where each piece begins', () => {
    const recent = new RecentOutput();
    recent.append('stdout', Buffer.from('one '));
    recent.append('stdout', Buffer.from('two '));
    recent.append('stderr', Buffer.from('oh'));
    recent.append('stdout', Buffer.from('three'));
    expect(readFrom(recent, 0)).toEqual([
      { stream: 'stdout', offset: 0, text: 'one two ', skippedBytes: 0 },
      { stream: 'stderr', offset: 8, text: 'oh', skippedBytes: 0 },
      { stream: 'stdout', offset: 10, text: 'three', skippedBytes: 0 },
    ]);
    expect(readFrom(recent, 4)[0]).toEqual({ stream: 'stdout', offset: 4, text: 'two ', skippedBytes: 0 });
    expect(readFrom(recent, 15)).toEqual([]);
  });

  it('forgets the oldest, and says how much a reader has missed', () => {
    const recent = new RecentOutput();
    for (let index = 0; index < 100; index += 1) recent.append('stdout', Buffer.alloc(64 * 1024, 'x'));
    const [first, ...others] = readFrom(recent, 1_000);
    const total = 100 * 64 * 1024;
    expect(first?.offset).toBe(total - RECENT_MAX_BYTES);
    expect(first?.skippedBytes).toBe(total - RECENT_MAX_BYTES - 1_000);
    expect(others.every(({ skippedBytes }) => skippedBytes === 0)).toBe(true);
    expect(Math.max(...others.map(({ text }) => text.length))).toBe(MAX_BYTES);
  });

  it('is not filled by thousands of writes of one byte, whoever makes them', () => {
    const recent = new RecentOutput();
    for (let index = 0; index < 200_000; index += 1) recent.append('stdout', Buffer.of(0x61));
    expect(recent.end - recent.begin).toBe(200_000);
    for (let index = 0; index < 10_000; index += 1) {
      recent.append(index % 2 === 0 ? 'stdout' : 'stderr', Buffer.of(0x61));
    }
    expect(recent.end - recent.begin).toBeLessThanOrEqual(4_096 + 2 * 1024);
    expect(recent.end).toBe(210_000);
  });

  it('cuts a huge chunk between characters', () => {
    const recent = new RecentOutput();
    const text = '€'.repeat(200_000);
    recent.append('stdout', Buffer.from(text));
    const pieces = readFrom(recent, 0);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('loses and doubles nothing for readers who come and go as they like', () => {
    const step = fc.oneof(
      fc.record({
        stream: fc.constantFrom('stdout' as const, 'stderr' as const),
        bytes: fc.integer({ min: 1, max: 200_000 }),
      }),
      fc.constant('read'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const recent = new RecentOutput();
        let [place, heard, skipped] = [0, 0, 0];
        for (const [index, what] of [...steps, 'read' as const].entries()) {
          if (what === 'read') {
            for (const piece of readFrom(recent, place)) {
              expect(piece.offset).toBe(place + piece.skippedBytes);
              heard += piece.text.length;
              skipped += piece.skippedBytes;
              place = piece.offset + piece.text.length;
            }
          } else {
            recent.append(what.stream, Buffer.alloc(what.bytes, String(index % 10)));
          }
        }
        expect(heard + skipped).toBe(recent.end);
      }),
      { numRuns: 40 },
    );
  });
});
