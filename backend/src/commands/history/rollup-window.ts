import { beginOf, HOUR_MS, type Hours } from './rollup-key.ts';

/** A part of a window: rows of one length, or the operations themselves where not even the shortest row fits. */
export interface Segment {
  readonly kind: Hours | 'operations';
  /** Wall-clock milliseconds: `from` is in it, `to` is not. */
  readonly from: number;
  readonly to: number;
}

/**
 * Covers a window exactly with as few rows as possible.
 *
 * @param lengths of the rows there are, longest first
 * @returns in order of time, without gaps; empty if the window is
 */
export function segmentsOf(from: number, to: number, lengths: readonly Hours[]): Segment[] {
  if (from >= to) return [];
  const [longest, ...shorter] = lengths;
  if (longest === undefined) return [{ kind: 'operations', from, to }];
  const first = beginOf(longest, from + longest * HOUR_MS - 1);
  const end = beginOf(longest, to);
  if (first >= end) return segmentsOf(from, to, shorter);
  return [
    ...segmentsOf(from, first, shorter),
    { kind: longest, from: first, to: end },
    ...segmentsOf(end, to, shorter),
  ];
}
