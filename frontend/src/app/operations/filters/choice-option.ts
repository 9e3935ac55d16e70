import type { OperationFacets } from '#shared/operation-metrics';
import { commandWordsOf } from '../../core/operations/operation-words';
import { type OperationsQuery, RESULT_WORDS, RESULTS, STATUSES_OF } from '../operations-query';

/** One of what a filter can be set to. */
export interface ChoiceOption {
  readonly value: string;
  readonly text: string;
  /** How many operations it has, given all the other filters; null where they were not counted. */
  readonly operations: number | null;
}

/** What each filter can be set to. */
export interface Choices {
  readonly commands: readonly ChoiceOption[];
  readonly results: readonly ChoiceOption[];
  readonly actors: readonly ChoiceOption[];
  readonly targets: readonly ChoiceOption[];
  /** What the numbers are about; says where there are none. */
  readonly note: string;
}

/**
 * The choices of each filter in alphabetical order. What has no operations is left out unless it is chosen, or is a
 * result, of which there are only five.
 *
 * @param facets null while they are not known
 * @param titles what the catalog calls its commands
 */
export function choicesOf(
  facets: OperationFacets | null,
  titles: ReadonlyMap<string, string>,
  query: OperationsQuery,
): Choices {
  const counts = facets?.counts ?? null;
  const textOf = (command: string): string => titles.get(command) ?? commandWordsOf(command, null).verb;
  const same = (name: string): string => name;
  const optionsOf = (
    list: 'commands' | 'actors' | 'targets',
    chosen: string | null,
    words: (name: string) => string,
  ): readonly ChoiceOption[] => {
    const numbers = new Map(counts?.[list].map(({ name, operations }) => [name, operations]));
    return [...new Set([...(facets?.[list] ?? []), ...(chosen === null ? [] : [chosen])])]
      .map((name) => ({
        value: name,
        text: words(name),
        operations: counts === null ? null : (numbers.get(name) ?? 0),
      }))
      .filter(({ value, operations }) => operations !== 0 || value === chosen)
      .sort((a, b) => a.text.localeCompare(b.text));
  };
  return {
    commands: optionsOf('commands', query.command, textOf),
    results: RESULTS.map((result) => ({
      value: result,
      text: RESULT_WORDS[result],
      operations: counts === null ? null : sumOf(counts.statuses, STATUSES_OF[result]),
    })),
    actors: optionsOf('actors', query.by, same),
    targets: optionsOf('targets', query.target, same),
    note: noteOf(facets),
  };
}

function sumOf(
  counts: readonly { readonly name: string; readonly operations: number }[],
  names: readonly string[],
): number {
  return counts
    .filter(({ name }) => names.includes(name))
    .reduce((sum, { operations }) => sum + operations, 0);
}

function noteOf(facets: OperationFacets | null): string {
  if (facets === null) return 'What there is to choose from is not known yet.';
  if (facets.counts === null) return 'Too many operations have these words to count them by choice.';
  const which = 'Operations in this window that fit the other filters.';
  return facets.truncated ? `${which} There are more names than are listed.` : which;
}
