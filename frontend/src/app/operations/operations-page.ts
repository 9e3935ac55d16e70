import { inject, Injectable } from '@angular/core';
import {
  catchError,
  combineLatest,
  concat,
  distinctUntilChanged,
  filter,
  fromEvent,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  scan,
  shareReplay,
  startWith,
  Subject,
  switchMap,
  tap,
} from 'rxjs';
import { CommandsFeed } from '../core/commands/commands-feed';
import { failureOf } from '../core/http/failure';
import { Keys } from '../core/keyboard/keys';
import { OperationHistory } from '../core/operations/operation-history';
import { OperationsApi } from '../core/operations/operations-api';
import { OperationsFeed } from '../core/operations/operations-feed';
import { Ticker } from '../ui/time/ticker';
import { OperationsAddress } from './operations-address';
import { filterOf, isFiltered, isSameList, type OperationsQuery } from './operations-query';
import { type DayGroup, dayGroupsOf } from './operations-view';
import { type ListMessage, type OperationsList, reduceList } from './reduce-list';

/** Further down is reading. */
const AT_TOP_PX = 80;

/** From here on there is room for the detail beside the list. */
const WIDE = '(width >= 75rem)';

export interface OperationsPageView {
  readonly query: OperationsQuery;
  readonly list: OperationsList;
  readonly groups: readonly DayGroup[];
  readonly isFiltered: boolean;
  /** There is room for the detail beside the list. */
  readonly isWide: boolean;
}

/** The history as the address wants it, live at its top. */
@Injectable()
export class OperationsPage {
  private readonly api = inject(OperationsApi);
  private readonly feed = inject(OperationsFeed);
  private readonly address = inject(OperationsAddress);
  private readonly ticker = inject(Ticker);
  private readonly keys = inject(Keys);
  private readonly titles$ = inject(CommandsFeed).titles$;
  private readonly history = inject(OperationHistory);
  private readonly again$ = new Subject<void>();
  private readonly released$ = new Subject<void>();

  readonly isWide$: Observable<boolean> = mediaMatches(WIDE);

  private readonly list$: Observable<OperationsList> = this.address.query$.pipe(
    distinctUntilChanged(isSameList),
    switchMap((query) =>
      this.again$.pipe(
        startWith(undefined),
        switchMap(() => this.messagesOf(query)),
      ),
    ),
    scan<ListMessage, OperationsList | null, null>(reduceList, null),
    filter((list) => list !== null),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  readonly view$: Observable<OperationsPageView> = merge(
    combineLatest({
      query: this.address.query$,
      list: this.list$,
      titles: this.titles$,
      stats: this.history.stats$.pipe(startWith(new Map<string, never>())),
      now: this.ticker.now$,
      isWide: this.isWide$,
    }).pipe(
      map(({ query, list, titles, stats, now, isWide }) => ({
        query,
        list,
        groups: dayGroupsOf(list, titles, stats, now),
        isFiltered: isFiltered(query),
        isWide,
      })),
    ),
    merge(
      this.address.written$,
      this.keys.on('clear').pipe(
        tap(() => {
          this.clearOrClose();
        }),
      ),
    ).pipe(ignoreElements()),
  );

  askAgain(): void {
    this.again$.next();
  }

  /** Shows what was held back. */
  release(): void {
    this.released$.next();
  }

  private messagesOf(query: OperationsQuery): Observable<ListMessage> {
    return merge(
      concat(
        of<ListMessage>({ kind: 'asked', query }),
        this.api.list(filterOf(query, this.ticker.read())).pipe(
          map((page): ListMessage => ({ kind: 'page', page })),
          catchError((error: unknown) => of<ListMessage>({ kind: 'failed', failure: failureOf(error) })),
        ),
      ),
      this.feed.told$.pipe(
        map((operation): ListMessage => ({ kind: 'told', operation, atTop: window.scrollY < AT_TOP_PX })),
      ),
      this.released$.pipe(map((): ListMessage => ({ kind: 'release' }))),
    );
  }

  /** Esc closes the detail first; without one it clears the filters. */
  private clearOrClose(): void {
    const isOpen = new URLSearchParams(location.search).has('id');
    if (isOpen) this.address.show(null);
    else this.address.narrow(NO_FILTER);
  }
}

export const NO_FILTER: Partial<OperationsQuery> = {
  command: null,
  result: null,
  by: null,
  target: null,
  window: 'all',
  from: null,
  to: null,
  text: '',
};

function mediaMatches(query: string): Observable<boolean> {
  const media = matchMedia(query);
  return fromEvent(media, 'change').pipe(
    map(() => media.matches),
    startWith(media.matches),
  );
}
