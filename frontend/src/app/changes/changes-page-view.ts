import type { Change, ChangeLane, ChangeLanes, Lens } from '#shared/change';
import type { LoadedChanges } from '../core/changes/changes-list';
import type { Failure } from '../core/http/failure';
import type { ChangesQuery, WindowName } from './changes-query';

export type ChangesPageView =
  | { readonly status: 'loading'; readonly query: ChangesQuery }
  | { readonly status: 'failed'; readonly query: ChangesQuery; readonly failure: Failure }
  | ChangesShown;

interface ChangesShown {
  readonly status: 'shown';
  readonly query: ChangesQuery;
  readonly lanes: ChangeLanes | null;
  readonly counts: Readonly<Record<ChangeLane | 'all', number>> | null;
  /** Before the newest failure. */
  readonly lens: Lens | null;
  readonly list: LoadedChanges;
  /** The one whose detail is open. */
  readonly selected: Change | null;
  /** Before that one, where it is a failure. */
  readonly selectedLens: Lens | null;
}

export type ChangesPageParts = Omit<ChangesShown, 'status' | 'counts'>;

export function changesPageViewOf(parts: ChangesPageParts): ChangesPageView {
  const { query, list, lanes } = parts;
  if (list.cursor === undefined) {
    return list.failure === null
      ? { status: 'loading', query }
      : { status: 'failed', query, failure: list.failure };
  }
  // The lanes do not look at texts: beside a search their numbers would be wrong.
  return { status: 'shown', ...parts, counts: query.text === '' ? countsOf(lanes) : null };
}

function countsOf(lanes: ChangeLanes | null): ChangesShown['counts'] {
  if (lanes === null) return null;
  const counts = { all: 0, operations: 0, outside: 0, services: 0, host: 0 };
  for (const { lane, count } of lanes.lanes) {
    counts[lane] = count;
    counts.all += count;
  }
  return counts;
}

const TITLES: Readonly<Record<WindowName, string>> = {
  '24h': 'One day',
  '7d': 'Seven days',
  '30d': 'Thirty days',
};

export function windowTitle({ window }: ChangesQuery): string {
  return window === 'range' ? 'The chosen time' : TITLES[window];
}
