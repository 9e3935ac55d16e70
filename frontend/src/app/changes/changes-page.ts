import { AsyncPipe } from '@angular/common';
import { Component, inject, viewChild } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import {
  catchError,
  combineLatest,
  debounceTime,
  distinctUntilChanged,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  shareReplay,
  startWith,
  Subject,
  switchMap,
  tap,
  throttleTime,
  asyncScheduler,
  withLatestFrom,
} from 'rxjs';
import { type ChangeLane, CHANGE_LANES } from '#shared/change';
import { ChangeDetail } from '../core/changes/change-detail';
import { ChangesApi } from '../core/changes/changes-api';
import { ChangesFeed } from '../core/changes/changes-feed';
import { changesList } from '../core/changes/changes-list';
import { Timeline } from '../core/changes/timeline';
import { Failed } from '../core/failed/failed';
import { type Failure, failureOf, wordsOf } from '../core/http/failure';
import type { KeyId } from '../core/keyboard/key-map';
import { OnKeys } from '../core/keyboard/on-keys';
import { Empty } from '../ui/empty/empty';
import { Icon } from '../ui/icon/icon';
import { Ticker } from '../ui/time/ticker';
import { type ChangesPageView, changesPageViewOf, type ChangesShown, windowTitle } from './changes-page-view';
import {
  type ChangesQuery,
  changesParamsOf,
  filterOf,
  isSameList,
  PLAIN,
  readChangesQuery,
  WINDOWS,
  type WindowName,
  windowOf,
} from './changes-query';
import { LANE_WORDS } from './lanes-view';
import { LanesPanel } from './lanes-panel';
import { LensPanel } from './lens-panel';
import { RangeField } from './range-field';

/** What is new changes the lanes, too; drawing them anew this often is enough. */
const LANES_EVERY_MS = 5_000;
const TYPED_MS = 200;

/** What changed, by whom, and what changed before something broke. */
@Component({
  selector: 'app-changes-page',
  imports: [
    AsyncPipe,
    ChangeDetail,
    Empty,
    Failed,
    Icon,
    LanesPanel,
    LensPanel,
    OnKeys,
    RangeField,
    Timeline,
  ],
  templateUrl: './changes-page.html',
})
export class ChangesPage {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly api = inject(ChangesApi);
  private readonly feed = inject(ChangesFeed);
  private readonly ticker = inject(Ticker);
  private readonly timeline = viewChild(Timeline);
  private readonly older$ = new Subject<void>();
  private readonly typed$ = new Subject<string>();

  protected readonly windows = WINDOWS;
  protected readonly lanes = CHANGE_LANES;
  protected readonly laneWords = LANE_WORDS;
  protected readonly keys: readonly KeyId[] = ['next', 'previous', 'clear'];
  protected readonly focusKeys: readonly KeyId[] = ['filter'];
  protected readonly titleOf = windowTitle;

  private readonly query$: Observable<ChangesQuery> = this.route.queryParamMap.pipe(
    map(readChangesQuery),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  private readonly listed$ = this.query$.pipe(distinctUntilChanged(isSameList));

  private readonly list$ = changesList(
    this.listed$.pipe(map((query) => filterOf(query, this.ticker.read()))),
    this.older$,
    this.feed.new$,
    (wanted, cursor) => this.api.page(wanted, cursor),
  );

  /** Emits at once, and again after something new. */
  private readonly stirred$: Observable<unknown> = this.feed.new$.pipe(
    throttleTime(LANES_EVERY_MS, asyncScheduler, { leading: true, trailing: true }),
    startWith(null),
  );

  private readonly lanes$ = combineLatest([
    this.query$.pipe(
      distinctUntilChanged((a, b) =>
        isSameList({ ...a, lane: null, text: '' }, { ...b, lane: null, text: '' }),
      ),
    ),
    this.stirred$,
  ]).pipe(
    switchMap(([query]) => {
      const { from, to } = windowOf(query, this.ticker.read());
      return this.api.lanes(from, to).pipe(catchError(noneFor(null)));
    }),
    startWith(null),
  );

  private readonly lens$ = this.stirred$.pipe(
    switchMap(() => this.api.lens(null, null).pipe(catchError(noneFor({ lens: null })))),
    map(({ lens }) => lens),
    startWith(null),
  );

  private readonly named$ = this.query$.pipe(
    map(({ id }) => id),
    distinctUntilChanged(),
    switchMap((id) => (id === null ? of(null) : this.api.one(id).pipe(catchError(noneFor(null))))),
    startWith(null),
  );

  protected readonly view$: Observable<ChangesPageView> = merge(
    combineLatest({
      query: this.query$,
      list: this.list$,
      lanes: this.lanes$,
      lens: this.lens$,
      named: this.named$,
    }).pipe(map(changesPageViewOf)),
    this.typed$.pipe(
      debounceTime(TYPED_MS),
      withLatestFrom(this.query$),
      filter(([text, query]) => text !== query.text),
      tap(([text]) => {
        this.show({ text }, true);
      }),
      ignoreElements(),
    ),
  );

  protected type(text: string): void {
    this.typed$.next(text);
  }

  protected showWindow(window: WindowName): void {
    this.show({ window, from: null, to: null });
  }

  protected showRange(range: { readonly from: string; readonly to: string }): void {
    this.show({ window: 'range', ...range });
  }

  protected showLane(lane: ChangeLane | null): void {
    this.show({ lane });
  }

  protected choose(id: string | null): void {
    this.show({ id }, true);
  }

  protected clear(): void {
    this.show({ ...PLAIN });
  }

  protected loadOlder(): void {
    this.older$.next();
  }

  protected press(key: KeyId, view: ChangesShown): void {
    if (key === 'clear') {
      if (view.selected === null) this.clear();
      else this.choose(null);
      return;
    }
    const index = view.list.items.findIndex(({ id }) => id === view.query.id);
    const next = view.list.items[key === 'next' ? index + 1 : Math.max(0, index - 1)];
    if (next !== undefined) this.timeline()?.focus(next.id);
    if (next !== undefined) this.choose(next.id);
  }

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }

  protected isNarrowed({ lane, text, window }: ChangesQuery): boolean {
    return lane !== null || text !== '' || window === 'range';
  }

  private show(change: Partial<ChangesQuery>, replaceUrl = false): void {
    const query = { ...readChangesQuery(this.route.snapshot.queryParamMap), ...change };
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: changesParamsOf(query),
      queryParamsHandling: 'merge',
      replaceUrl,
      scroll: 'manual',
    });
  }
}

/** The list says what is wrong; what stands beside it is left out. */
function noneFor<T>(none: T): (error: unknown) => Observable<T> {
  return (error) => {
    failureOf(error);
    return of(none);
  };
}
