import {
  catchError,
  combineLatest,
  concat,
  distinctUntilChanged,
  filter,
  map,
  mergeScan,
  type Observable,
  of,
  scan,
  startWith,
  switchMap,
} from 'rxjs';
import { type Change, type ChangesPage, laneOf } from '#shared/change';
import { type Failure, failureOf } from '../http/failure';
import type { Watched } from '../realtime/topic';
import type { ChangesFilter } from './changes-api';
import type { NewChanges } from './changes-feed';

/** The list as far as it was loaded. */
export interface LoadedChanges {
  /** Newest first. */
  readonly items: readonly Change[];
  /** Where older ones begin; null where there are none, undefined before the first answer. */
  readonly cursor: string | null | undefined;
  readonly loading: boolean;
  readonly failure: Failure | null;
}

const NOTHING: LoadedChanges = { items: [], cursor: undefined, loading: false, failure: null };

/**
 * The list a filter asks for: its first page, older ones when asked for, and what is new on top. It begins anew
 * when the connection was lost, since what came meanwhile was told to nobody.
 *
 * @param older$ asks for the next page, or again for one that failed
 */
export function changesList(
  filter$: Observable<ChangesFilter>,
  older$: Observable<unknown>,
  new$: Observable<Watched<NewChanges>>,
  page: (filter: ChangesFilter, cursor: string | null) => Observable<ChangesPage>,
): Observable<LoadedChanges> {
  const known$ = new$.pipe(
    filter((watched) => watched.status === 'known'),
    map(({ value }) => value),
  );
  const epoch$ = known$.pipe(
    map(({ epoch }) => epoch),
    startWith(0),
    distinctUntilChanged(),
  );
  const live$ = known$.pipe(
    map(({ changes }) => changes),
    startWith<readonly Change[]>([]),
  );
  return combineLatest([filter$, epoch$]).pipe(
    switchMap(([wanted]) => {
      const loaded$ = older$.pipe(
        startWith(null),
        mergeScan((before: LoadedChanges) => next(before, (cursor) => page(wanted, cursor)), NOTHING, 1),
      );
      return combineLatest([loaded$, live$]).pipe(
        map(([loaded, live]) => ({
          wanted,
          loaded: {
            ...loaded,
            items: withNew(
              loaded.items,
              live.filter((change) => matches(change, wanted)),
            ),
          },
        })),
      );
    }),
    scan(keepWhileAsked),
    map(({ loaded }) => loaded),
  );
}

interface Asked {
  readonly wanted: ChangesFilter;
  readonly loaded: LoadedChanges;
}

/** What begins anew for the same filter takes the place of what is shown once it is there: nothing flickers. */
function keepWhileAsked(before: Asked, now: Asked): Asked {
  const isAnswered = now.loaded.cursor !== undefined;
  if (isAnswered || before.wanted !== now.wanted || before.loaded.cursor === undefined) return now;
  const { loading, failure } = now.loaded;
  return { ...before, loaded: { ...before.loaded, loading, failure } };
}

function next(
  before: LoadedChanges,
  page: (cursor: string | null) => Observable<ChangesPage>,
): Observable<LoadedChanges> {
  if (before.cursor === null) return of(before);
  return concat(
    of({ ...before, loading: true, failure: null }),
    page(before.cursor ?? null).pipe(
      map(({ items, nextCursor }) => ({
        items: [...before.items, ...items],
        cursor: nextCursor,
        loading: false,
        failure: null,
      })),
      catchError((error: unknown) => of({ ...before, loading: false, failure: failureOf(error) })),
    ),
  );
}

/** Puts what is new on top; what is known by its id is replaced where it stands. */
export function withNew(items: readonly Change[], fresh: readonly Change[]): readonly Change[] {
  if (fresh.length === 0) return items;
  const byId = new Map(fresh.map((change) => [change.id, change]));
  const known = new Set(items.map(({ id }) => id));
  const added = fresh.filter(({ id }) => !known.has(id));
  return [...added, ...items.map((change) => byId.get(change.id) ?? change)].toSorted((a, b) =>
    a.at === b.at ? 0 : a.at < b.at ? 1 : -1,
  );
}

/** Whether the server would list it for this filter. */
export function matches(change: Change, filter: ChangesFilter): boolean {
  const { service, kind, actor, lane, text, from, to } = filter;
  if (kind !== null && change.kind !== kind) return false;
  if (actor !== null && change.actor !== actor) return false;
  if (service !== null && change.service !== service && !isOnWholeProject(change, service)) return false;
  if (lane !== null && laneOf(change.kind, change.operationId) !== lane) return false;
  const at = Date.parse(change.at);
  if ((from !== null && at < Date.parse(from)) || (to !== null && at >= Date.parse(to))) return false;
  const words = `${change.title}\n${change.detail}\n${change.actor}\n${change.service ?? ''}`.toLowerCase();
  return words.includes(text.toLowerCase());
}

function isOnWholeProject({ kind, service, project }: Change, wanted: string): boolean {
  return kind === 'operation' && service === null && project === wanted.slice(0, wanted.indexOf('/'));
}
