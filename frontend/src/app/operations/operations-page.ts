import { inject, Injectable } from '@angular/core';
import {
  catchError,
  combineLatest,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  fromEvent,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  pairwise,
  scan,
  shareReplay,
  skip,
  startWith,
  Subject,
  switchMap,
  take,
  tap,
} from 'rxjs';
import type { CommandStats } from '#shared/operation';
import { roleIncludes } from '#shared/role';
import { CommandsFeed } from '../core/commands/commands-feed';
import { failureOf } from '../core/http/failure';
import { Keys } from '../core/keyboard/keys';
import { OperationHistory } from '../core/operations/operation-history';
import { OperationsApi, type OperationsFilter } from '../core/operations/operations-api';
import { OperationsFeed } from '../core/operations/operations-feed';
import { RealtimeClient } from '../core/realtime-client';
import { Session } from '../core/session/session';
import { Ticker } from '../ui/time/ticker';
import { OperationsAddress } from './operations-address';
import { filterOf, isFiltered, isSameList, NO_FILTER, type OperationsQuery } from './operations-query';
import { type ListMessage, type OperationsList, reduceList } from './reduce-list';

/** Further down is reading. */
const AT_TOP_PX = 80;

/** The first page fills a screen; those after it come while somebody scrolls. */
const FIRST_PAGE = '50';
const NEXT_PAGE = '100';

/** From here on there is room for the detail beside the list. */
const WIDE = '(width >= 75rem)';
const PHONE = '(width < 48rem)';

export interface OperationsPageView {
  readonly query: OperationsQuery;
  readonly list: OperationsList;
  readonly titles: ReadonlyMap<string, string>;
  readonly stats: ReadonlyMap<string, CommandStats>;
  readonly isFiltered: boolean;
  /** There is room for the detail beside the list. */
  readonly isWide: boolean;
  readonly isPhone: boolean;
  /** The trail and the exports are for admins. */
  readonly isAdmin: boolean;
}

/** The history as the address wants it: live at its top, loaded at its bottom as far as somebody reads. */
@Injectable()
export class OperationsPage {
  private readonly api = inject(OperationsApi);
  private readonly feed = inject(OperationsFeed);
  private readonly address = inject(OperationsAddress);
  private readonly ticker = inject(Ticker);
  private readonly keys = inject(Keys);
  private readonly again$ = new Subject<void>();
  private readonly released$ = new Subject<void>();
  /** The place to go on from. */
  private readonly wanted$ = new Subject<string>();

  /** Each time the live connection is back and tells what is under way: what has ended meanwhile it does not tell. */
  private readonly back$ = inject(RealtimeClient).connection$.pipe(
    map(({ status }) => status === 'open'),
    distinctUntilChanged(),
    pairwise(),
    filter(([, isOpen]) => isOpen),
    switchMap(() => this.feed.operations$.pipe(skip(1), take(1))),
  );

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
      titles: inject(CommandsFeed).titles$,
      stats: inject(OperationHistory).stats$.pipe(startWith(new Map<string, CommandStats>())),
      isWide: this.isWide$,
      isPhone: mediaMatches(PHONE),
      isAdmin: inject(Session).user$.pipe(map(({ role }) => roleIncludes(role, 'admin'))),
    }).pipe(map((parts) => ({ ...parts, isFiltered: isFiltered(parts.query) }))),
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

  /** Shows what was held back, and goes there. */
  release(): void {
    this.released$.next();
    window.scrollTo({ top: 0 });
  }

  loadMore({ nextCursor }: OperationsList): void {
    if (nextCursor !== null) this.wanted$.next(nextCursor);
  }

  private messagesOf(query: OperationsQuery): Observable<ListMessage> {
    return defer(() => {
      const asked = filterOf(query, this.ticker.read()); // all pages are of one and the same window
      return merge(
        concat(of<ListMessage>({ kind: 'asked', query, asked }), this.firstPage(asked)),
        this.wanted$.pipe(exhaustMap((cursor) => this.nextPage(asked, cursor))),
        this.feed.told$.pipe(
          map((operation): ListMessage => ({ kind: 'told', operation, atTop: isAtTop() })),
        ),
        this.back$.pipe(switchMap(() => this.catchUp(asked))),
        this.released$.pipe(map((): ListMessage => ({ kind: 'release' }))),
      );
    });
  }

  private firstPage(asked: OperationsFilter): Observable<ListMessage> {
    return this.api.list({ ...asked, limit: FIRST_PAGE }).pipe(
      map((page): ListMessage => ({ kind: 'page', page })),
      catchError((error: unknown) => of<ListMessage>({ kind: 'failed', failure: failureOf(error) })),
    );
  }

  private catchUp(asked: OperationsFilter): Observable<ListMessage> {
    return this.api.list({ ...asked, limit: FIRST_PAGE }).pipe(
      map((page): ListMessage => ({ kind: 'caught-up', page, atTop: isAtTop() })),
      catchError((error: unknown) => {
        failureOf(error);
        return EMPTY; // away again: it is asked for when the connection is back
      }),
    );
  }

  private nextPage(asked: OperationsFilter, cursor: string): Observable<ListMessage> {
    return concat(
      of<ListMessage>({ kind: 'asked-more' }),
      this.api.list({ ...asked, limit: NEXT_PAGE, cursor }).pipe(
        map((page): ListMessage => ({ kind: 'more', page })),
        catchError((error: unknown) => of<ListMessage>({ kind: 'more-failed', failure: failureOf(error) })),
      ),
    );
  }

  /** Esc closes the detail first; without one it clears the filters. */
  private clearOrClose(): void {
    const isOpen = new URLSearchParams(location.search).has('id');
    if (isOpen) this.address.show(null);
    else this.address.narrow(NO_FILTER);
  }
}

function isAtTop(): boolean {
  return window.scrollY < AT_TOP_PX;
}

function mediaMatches(query: string): Observable<boolean> {
  return defer(() => {
    const media = matchMedia(query);
    return fromEvent(media, 'change').pipe(
      map(() => media.matches),
      startWith(media.matches),
    );
  });
}
