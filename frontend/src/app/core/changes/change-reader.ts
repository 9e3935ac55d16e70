import { inject, Injectable } from '@angular/core';
import {
  asyncScheduler,
  catchError,
  combineLatest,
  distinctUntilChanged,
  map,
  type Observable,
  of,
  startWith,
  switchMap,
  throttleTime,
} from 'rxjs';
import type { Change, ChangeLanes, Lens } from '#shared/change';
import { failureOf } from '../http/failure';
import { ChangesApi, type ChangesFilter, type LanesFilter } from './changes-api';
import { ChangesFeed } from './changes-feed';
import { changesList, type LoadedChanges } from './changes-list';

/** What is new changes what is drawn of the whole, too; asking anew this often is enough. */
const ANEW_EVERY_MS = 5_000;

/** What changed, live. A list says when it fails; what stands beside it is left out then. */
@Injectable({ providedIn: 'root' })
export class ChangeReader {
  private readonly api = inject(ChangesApi);
  private readonly feed = inject(ChangesFeed);

  /** Emits at once, and again after something new. */
  private readonly stirred$: Observable<unknown> = this.feed.new$.pipe(
    throttleTime(ANEW_EVERY_MS, asyncScheduler, { leading: true, trailing: true }),
    startWith(null),
  );

  /** @param older$ asks for the next page, or again for one that failed */
  list(filter$: Observable<ChangesFilter>, older$: Observable<unknown>): Observable<LoadedChanges> {
    return changesList(filter$, older$, this.feed.new$, (wanted, cursor) => this.api.page(wanted, cursor));
  }

  /** @param filter asked whenever it is drawn anew: its window moves with the time */
  lanes(filter$: Observable<() => LanesFilter>): Observable<ChangeLanes | null> {
    return combineLatest([filter$, this.stirred$]).pipe(
      switchMap(([filter]) => this.api.lanes(filter()).pipe(catchError(leftOut))),
      startWith<ChangeLanes | null>(null),
    );
  }

  /** Before the newest failure: of one service, or of any. */
  newestLens(service$: Observable<string | null>): Observable<Lens | null> {
    return combineLatest([service$, this.stirred$]).pipe(
      switchMap(([service]) => this.api.lens(null, service).pipe(catchError(leftOut))),
      map((answer) => answer?.lens ?? null),
      startWith<Lens | null>(null),
    );
  }

  /** Before one change, where it is a failure. */
  lensOf(change$: Observable<Change | null>): Observable<Lens | null> {
    return change$.pipe(
      map((change) => (change?.tone === 'bad' ? change.id : null)),
      distinctUntilChanged(),
      switchMap((id) =>
        id === null ? of(null) : this.api.lens(id, null).pipe(catchError(leftOut), startWith(null)),
      ),
      map((answer) => answer?.lens ?? null),
    );
  }

  /** The change of an id: from the list where it is in it, else asked for. */
  selected(id$: Observable<string | null>, list$: Observable<LoadedChanges>): Observable<Change | null> {
    const named$ = id$.pipe(
      distinctUntilChanged(),
      switchMap((id) => (id === null ? of(null) : this.api.one(id).pipe(catchError(leftOut)))),
      startWith(null),
    );
    return combineLatest([id$, list$, named$]).pipe(
      map(([id, { items }, named]) =>
        id === null ? null : (items.find((change) => change.id === id) ?? (named?.id === id ? named : null)),
      ),
      distinctUntilChanged(),
    );
  }
}

function leftOut(error: unknown): Observable<null> {
  failureOf(error);
  return of(null);
}
