import type { OperationStatus } from '#shared/operation';

/** More words than this narrow nothing further. */
const WORDS_MAX = 10;

/** What the migration's `FILTER_WORDS` begin with. */
const FILTER_MARK = '\u{E000}';

/** What a search can be combined with; each is a word in the index of its own. */
export interface SearchFilter {
  readonly command?: string | undefined;
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
  /** Any of them; all if absent. */
  readonly statuses?: readonly OperationStatus[] | undefined;
}

/** What SQLite drops from within a word. Every other mark ends the word there, and so it does here. */
const DIACRITICS = /[\u0300-\u036F]/g;

/** Letters and digits but for a few of two scripts (New Tai Lue, Vedic) that SQLite does not take for letters. */
const WORD = /(?:(?![\u19B0-\u19C9\u1CF2\u1CF3])[\p{L}\p{N}])+/gu;

/**
 * The words a person has typed, cut where the index cuts them; none where there is nothing to search for. It has
 * to be the same cut: the index knows no positions, and refuses a word that it would take for two.
 */
export function wordsOf(text: string): readonly string[] {
  return (text.normalize('NFC').replaceAll(DIACRITICS, '').match(WORD) ?? []).slice(0, WORDS_MAX);
}

/**
 * The question to the full-text index: every word is the beginning of one in the row, and every filter holds.
 * Words go in quoted, and contain nothing but letters and digits: none can be read as an operator.
 *
 * @param words from {@link wordsOf}
 */
export function searchExpression(words: readonly string[], filter: SearchFilter): string {
  const { command, actor, target, statuses } = filter;
  const states = new Set((statuses ?? []).map(stateWord));
  return [
    ...words.map((word) => `"${word}" *`),
    ...(command === undefined ? [] : [filterWord('c', command)]),
    ...(actor === undefined ? [] : [filterWord('a', actor)]),
    ...(target === undefined ? [] : [filterWord('t', target)]),
    ...(states.size === 0 ? [] : [`(${[...states].map((word) => `"${FILTER_MARK}s${word}"`).join(' OR ')})`]),
  ].join(' AND ');
}

/** A value of a column as one word of the index, marked with a letter that stands for the column. */
export function filterWord(letter: string, value: string): string {
  return `"${FILTER_MARK}${letter}${Buffer.from(value).toString('hex')}"`;
}

/** Queued and running are one word: the index is not rewritten for the step from one to the other. */
function stateWord(status: OperationStatus): string {
  return status === 'queued' || status === 'running' ? 'live' : status.replaceAll('_', '');
}
