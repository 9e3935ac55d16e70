import { Injectable } from '@nestjs/common';
import type { FacetCounts, OperationFacets } from '#shared/operation-metrics';
import { type Counted, type FacetRow, FacetRows } from './facet-rows.repository.ts';
import type { OperationFilter } from './list-statement.ts';
import { TERMINAL_STATUSES } from './rollup-cell.ts';

/** With words there are no figures kept: what is found is counted one by one, and more than this are not. */
const FOUND_MAX = 1_000;

/** Before and after everything a clock can say. */
const EVER = { from: 0, to: Date.UTC(9999, 0) } as const;

type Names = Pick<OperationFacets, 'commands' | 'actors' | 'targets'>;
const LISTS = { commands: 'command', actors: 'actor', targets: 'target' } as const;

/** How many operations each choice of a filter has, given all the other filters. */
@Injectable()
export class FacetCounter {
  constructor(private readonly rows: FacetRows) {}

  /**
   * @param words that have to occur; none to count everything
   * @param names those that occur in the window
   * @returns null where the words occur in too many operations to count them
   */
  of(filter: OperationFilter, words: readonly string[], names: Names): FacetCounts | null {
    if (words.length === 0) return this.counted(filter, names);
    const { from, to } = filter;
    const found = this.rows.found(words, { from, to }, FOUND_MAX + 1);
    return found.length > FOUND_MAX ? null : tally(found, filter);
  }

  private counted(filter: OperationFilter, names: Names): FacetCounts {
    const { from = EVER.from, to = EVER.to, command, actor, target } = filter;
    const live = tally(this.rows.live(from, to), filter);
    const ended = TERMINAL_STATUSES.filter((status) => filter.statuses?.includes(status) ?? true);
    const subject = { command, actor, target };
    const list = (of: keyof Names): FacetCounts[keyof Names] => {
      const column = LISTS[of];
      const rest = { ...subject, [column]: undefined };
      return sumOf(this.rows.endedByName(column, names[of], rest, ended, from, to), live[of]);
    };
    return {
      commands: list('commands'),
      actors: list('actors'),
      targets: list('targets'),
      statuses: sumOf(this.rows.ended(subject, from, to), live.statuses),
    };
  }
}

/** Counts one by one. Each list goes by all filters but its own. */
function tally(
  rows: readonly FacetRow[],
  { command, actor, target, statuses }: OperationFilter,
): FacetCounts {
  const fits = (row: FacetRow, except: keyof FacetRow): boolean =>
    (except === 'command' || command === undefined || row.command === command) &&
    (except === 'actor' || actor === undefined || row.actor === actor) &&
    (except === 'target' || target === undefined || row.target === target) &&
    (except === 'status' || statuses === undefined || statuses.includes(row.status));
  const by = <C extends keyof FacetRow>(column: C): Counted<NonNullable<FacetRow[C]>>[] =>
    sumOf(
      rows
        .filter((row) => fits(row, column))
        .flatMap(({ [column]: name }) => (name === null ? [] : [{ name, operations: 1 }])),
    );
  return { commands: by('command'), actors: by('actor'), targets: by('target'), statuses: by('status') };
}

/** One entry for each name, in no order; those that have none are left out. */
function sumOf<N extends string>(...lists: readonly (readonly Counted<N>[])[]): Counted<N>[] {
  const sums = new Map<N, number>();
  for (const { name, operations } of lists.flat()) sums.set(name, (sums.get(name) ?? 0) + operations);
  return [...sums].flatMap(([name, operations]) => (operations === 0 ? [] : [{ name, operations }]));
}
