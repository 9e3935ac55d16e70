import type { OperationStatus } from '#shared/operation';

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

/**
 * The question to the full-text index: every word is the beginning of one in the row, and every filter holds.
 * Words go in quoted, and contain nothing but letters and digits: none can be read as an operator.
 *
 * @param words from `wordsOf`
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
