import type { TextRange } from '../../ui/highlight/highlight';
import { fuzzyMatch } from './fuzzy';
import { PALETTE_GROUPS, type PaletteEntry } from './palette-entries';

/** A group shows no more at once; typing on brings up the rest. */
const GROUP_MAX = 8;

export interface PaletteHit {
  readonly entry: PaletteEntry;
  readonly textRanges: readonly TextRange[];
  readonly noteRanges: readonly TextRange[];
}

export interface PaletteGroup {
  readonly name: string;
  readonly hits: readonly PaletteHit[];
}

/** What fits the query: the best group first, the best hit of each first. Without a query, as they come. */
export function paletteViewOf(entries: readonly PaletteEntry[], query: string): readonly PaletteGroup[] {
  return PALETTE_GROUPS.map((name) => {
    const scored = entries
      .filter(({ group }) => group === name)
      .flatMap((entry) => scoredHit(entry, query))
      .sort((a, b) => b.score - a.score);
    return { name, best: scored[0]?.score ?? -1, hits: scored.slice(0, GROUP_MAX).map(({ hit }) => hit) };
  })
    .filter(({ hits }) => hits.length > 0)
    .sort((a, b) => b.best - a.best);
}

function scoredHit(
  entry: PaletteEntry,
  query: string,
): readonly { readonly score: number; readonly hit: PaletteHit }[] {
  const match = fuzzyMatch(`${entry.text} ${entry.note}`, query);
  if (match === null) return [];
  const noteStart = entry.text.length + 1;
  return [
    {
      score: match.score,
      hit: {
        entry,
        textRanges: within(match.ranges, 0, entry.text.length),
        noteRanges: within(match.ranges, noteStart, noteStart + entry.note.length),
      },
    },
  ];
}

/** The part of the ranges that lies between two places, counted from the first. */
function within(ranges: readonly TextRange[], from: number, to: number): readonly TextRange[] {
  return ranges
    .map(({ start, end }) => ({ start: Math.max(start, from) - from, end: Math.min(end, to) - from }))
    .filter(({ start, end }) => start < end);
}
