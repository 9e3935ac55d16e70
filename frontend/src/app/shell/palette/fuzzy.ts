import type { TextRange } from '../../ui/highlight/highlight';

/** How well a text fits a query, and where. */
export interface FuzzyMatch {
  /** The higher the better. */
  readonly score: number;
  /** In order, without overlap. */
  readonly ranges: readonly TextRange[];
}

const WORD_START = /[^\p{L}\p{N}]/u;
const WORD = /\S+/gu;

/**
 * Fits a query to a text. Each word of the query has to be found, as it is or with letters in between, all in one word
 * of the text (`jlf` finds `jellyfin`): in a sentence of some length any letters can be found. Whole and at the start of a word counts most. Null if a word is missing.
 */
export function fuzzyMatch(text: string, query: string): FuzzyMatch | null {
  const lower = text.toLowerCase();
  let score = 0;
  const ranges: TextRange[] = [];
  for (const word of query
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')) {
    const found = asWhole(lower, word) ?? asLetters(lower, word);
    if (found === null) return null;
    score += found.score;
    ranges.push(...found.ranges);
  }
  return { score, ranges: merged(ranges) };
}

function asWhole(text: string, word: string): FuzzyMatch | null {
  const first = text.indexOf(word);
  if (first === -1) return null;
  let start = first;
  for (let at = first; at !== -1; at = text.indexOf(word, at + 1)) {
    if (startsWord(text, at)) {
      start = at;
      break;
    }
  }
  const score = 100 + (startsWord(text, start) ? 50 : 0) + (start === 0 ? 25 : 0) - Math.min(start, 20);
  return { score, ranges: [{ start, end: start + word.length }] };
}

function asLetters(text: string, word: string): FuzzyMatch | null {
  return [...text.matchAll(WORD)]
    .flatMap(({ 0: inside, index }) => lettersWithin(inside, index, word) ?? [])
    .reduce<FuzzyMatch | null>((best, match) => (match.score > (best?.score ?? 0) ? match : best), null);
}

function lettersWithin(text: string, offset: number, word: string): FuzzyMatch | null {
  const ranges: TextRange[] = [];
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at === -1) return null;
    ranges.push({ start: offset + at, end: offset + at + letter.length });
  }
  const spread = (ranges.at(-1)?.end ?? 0) - (ranges[0]?.start ?? 0) - word.length;
  return { score: Math.max(1, 40 - 2 * spread + (ranges[0]?.start === offset ? 10 : 0)), ranges };
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || WORD_START.test(text.charAt(at - 1));
}

function merged(ranges: readonly TextRange[]): readonly TextRange[] {
  const result: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && range.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      result.push(range);
    }
  }
  return result;
}
