import { describe, expect, it } from '@jest/globals';
import type { OperationEvent } from '#shared/operation';
import { RecentEvents } from './recent-events.ts';

const KIB = 1024;
const AT = '2026-01-01T00:00:00.000Z';

function step(seq: number): OperationEvent {
  const data = { id: 'step-1', title: 'One', status: 'running', durationMs: null, detail: null } as const;
  return { seq, at: AT, kind: 'step', data };
}

/** Adds pieces of 64 KiB without a gap, each with the next number after `seq`. */
function addPieces(recent: RecentEvents, seq: number, offset: number, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const from = offset + index * 64 * KIB;
    const data = { stream: 'stdout', offset: from, text: 'x'.repeat(64 * KIB), skippedBytes: 0 } as const;
    recent.add({ seq: seq + index, at: AT, kind: 'output', data }, from + 64 * KIB);
  }
}

function firstSkipped(events: readonly OperationEvent[]): number | null {
  const first = events.find((event) => event.kind === 'output');
  return first?.kind === 'output' ? first.data.skippedBytes : null;
}

describe('RecentEvents', () => {
  it('keeps the latest output, and says what is missing before it, by what a client has heard', () => {
    const recent = new RecentEvents();
    recent.add(step(1), null);
    addPieces(recent, 2, 0, 10); // 2 to 11, of which 8 to 11 are kept
    expect(recent.after(0).map(({ seq }) => seq)).toEqual([8, 9, 10, 11]);
    expect(firstSkipped(recent.after(0))).toBe(6 * 64 * KIB);
    expect(firstSkipped(recent.after(1))).toBe(6 * 64 * KIB);
    expect(firstSkipped(recent.after(5))).toBe(2 * 64 * KIB);
    expect(firstSkipped(recent.after(7))).toBe(0);
    expect(recent.after(9).map(({ seq }) => seq)).toEqual([10, 11]);
    expect(firstSkipped(recent.after(9))).toBe(0);
    expect(recent.after(11)).toEqual([]);
  });

  it('counts what was skipped before the first piece as missing only once', () => {
    const recent = new RecentEvents();
    addPieces(recent, 1, 0, 1);
    addPieces(recent, 2, 1_000 * KIB, 5); // the first of them after a gap, which it would say itself
    expect(firstSkipped(recent.after(0))).toBe(1_064 * KIB);
    expect(firstSkipped(recent.after(1))).toBe(1_000 * KIB);
  });

  it('still answers when more is gone than it remembers', () => {
    const recent = new RecentEvents();
    addPieces(recent, 1, 0, 4_200);
    expect(recent.after(2)).toHaveLength(4);
    expect(firstSkipped(recent.after(0))).toBe(4_196 * 64 * KIB);
    expect(firstSkipped(recent.after(4_190))).toBe(6 * 64 * KIB);
    expect(firstSkipped(recent.after(2))).toBe(4_095 * 64 * KIB); // at least so much
  });
});
