import type { TextRange } from '../../ui/highlight/highlight';
import type { OutputChunk } from './output-text';

/** More marks would make the page slow, and help nobody. */
const MATCHES_MAX = 1_000;

/** Where a text is found in what an operation wrote. */
export interface OutputMatches {
  readonly count: number;
  /** By the chunk's id: the ranges in its text, and the number of its first one. */
  readonly byChunk: ReadonlyMap<number, { readonly first: number; readonly ranges: readonly TextRange[] }>;
}

export function searchOutput(chunks: readonly OutputChunk[], text: string): OutputMatches {
  const wanted = text.toLowerCase();
  const byChunk = new Map<number, { first: number; ranges: readonly TextRange[] }>();
  let count = 0;
  if (wanted === '') return { count, byChunk };
  for (const chunk of chunks) {
    const ranges = rangesIn(chunkTextOf(chunk).toLowerCase(), wanted, MATCHES_MAX - count);
    if (ranges.length > 0) byChunk.set(chunk.id, { first: count, ranges });
    count += ranges.length;
  }
  return { count, byChunk };
}

/** A chunk as it is drawn. */
export function chunkTextOf({ lines }: OutputChunk): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}

function rangesIn(text: string, wanted: string, most: number): readonly TextRange[] {
  const ranges: TextRange[] = [];
  for (
    let at = text.indexOf(wanted);
    at !== -1 && ranges.length < most;
    at = text.indexOf(wanted, at + wanted.length)
  ) {
    ranges.push({ start: at, end: at + wanted.length });
  }
  return ranges;
}
