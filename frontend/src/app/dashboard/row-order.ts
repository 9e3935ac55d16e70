import { NO_PROJECT } from '#shared/service';
import { compareNames, firstOf } from '../core/directory/order';
import type { DirectoryQuery, SortColumn } from './directory-query';
import type { ServiceRow } from './service-row';

/** The rows as the query wants them: by project and name, or by one column across all projects. */
export function sortRows(
  rows: readonly ServiceRow[],
  { sort, descending }: DirectoryQuery,
): readonly ServiceRow[] {
  const compare = COMPARE[sort];
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => firstOf(compareOutside(a, b, sort), sign * compare(a, b), byName(a, b)));
}

const byName = (a: ServiceRow, b: ServiceRow): number =>
  firstOf(compareNames(a.project, b.project), compareNames(a.name, b.name));

const COMPARE: Readonly<Record<SortColumn, (a: ServiceRow, b: ServiceRow) => number>> = {
  name: byName,
  state: (a, b) => firstOf(a.severity - b.severity, compareNames(a.status.word, b.status.word)),
  version: (a, b) => compareNames(a.version, b.version),
  restarts: (a, b) => b.restarts - a.restarts,
};

/** What belongs to no project comes after all that do. */
function compareOutside(a: ServiceRow, b: ServiceRow, sort: SortColumn): number {
  return sort === 'name' ? Number(a.project === NO_PROJECT) - Number(b.project === NO_PROJECT) : 0;
}

/** The order on screen, and how many rows would stand elsewhere if it were put right. */
export interface ShownOrder {
  readonly keys: readonly string[];
  readonly misplaced: number;
}

/**
 * Keeps rows where they are while somebody points at them or has the focus there: what is new comes last, what
 * is gone leaves, nothing else moves.
 */
export function keepOrder(shown: readonly string[], wanted: readonly string[], held: boolean): ShownOrder {
  if (!held) return { keys: wanted, misplaced: 0 };
  const present = new Set(wanted);
  const before = new Set(shown);
  const keys = [...shown.filter((key) => present.has(key)), ...wanted.filter((key) => !before.has(key))];
  const place = new Map(wanted.map((key, index) => [key, index]));
  return { keys, misplaced: keys.length - longestRise(keys.map((key) => place.get(key) ?? 0)) };
}

/** The length of the longest part, gaps allowed, that is in order already. */
function longestRise(places: readonly number[]): number {
  /** The smallest place on which a rise of each length can end. */
  const ends: number[] = [];
  for (const place of places) {
    const length = ends.findIndex((end) => end >= place);
    ends[length === -1 ? ends.length : length] = place;
  }
  return ends.length;
}
