import { inject, Injectable } from '@angular/core';
import {
  combineLatest,
  distinctUntilChanged,
  ignoreElements,
  map,
  merge,
  type Observable,
  scan,
  startWith,
  Subject,
  switchMap,
  tap,
} from 'rxjs';
import { AttentionFeed } from '../core/directory/attention-feed';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { Keys } from '../core/keyboard/keys';
import { RealtimeClient } from '../core/realtime-client';
import { type DirectoryPageParts, type DirectoryPageView, directoryPageViewOf } from './directory-page-view';
import { type DirectoryQuery, isSameList, type StateFilter } from './directory-query';
import type { Typed } from './filter-field';
import { portions } from './portions';
import { QueryState } from './query-state';
import { rowMaker } from './service-row';

/** What the overview and the pages of projects share: the directory as the address wants it, live. */
@Injectable()
export class DirectoryPage {
  private readonly realtime = inject(RealtimeClient);
  private readonly state = inject(QueryState);
  private readonly feed = inject(DirectoryFeed);
  private readonly attention = inject(AttentionFeed);
  private readonly keys = inject(Keys);
  private readonly held$ = new Subject<boolean>();
  private readonly more$ = new Subject<null>();
  private readonly rowOf = rowMaker(location.hostname);
  private readonly drawn$ = this.state.query$.pipe(
    distinctUntilChanged(isSameList),
    switchMap(() => portions(this.more$)),
  );

  /** @param project$ the project the page is about; null for all */
  view(project$: Observable<string | null>): Observable<DirectoryPageView> {
    const view$ = project$.pipe(
      switchMap((project) =>
        combineLatest({
          watched: this.feed.directory$,
          freshness: this.feed.freshness$,
          attention: this.attention.items$,
          query: this.state.query$,
          held: this.held$.pipe(startWith(false)),
          drawn: this.drawn$,
        }).pipe(
          map((parts) => ({ ...parts, project, rowOf: this.rowOf })),
          scan<DirectoryPageParts, DirectoryPageView, null>(
            (before, parts) => directoryPageViewOf(parts, before),
            null,
          ),
        ),
      ),
    );
    const effects$ = merge(
      this.state.written$,
      this.keys.on('clear').pipe(
        tap(() => {
          this.clear();
        }),
      ),
    );
    return merge(view$, effects$.pipe(ignoreElements()));
  }

  type({ text, begins }: Typed): void {
    if (begins) this.state.step({ text });
    else this.state.drift({ text });
  }

  filter(state: StateFilter): void {
    this.state.step({ state });
  }

  sort(order: Pick<DirectoryQuery, 'sort' | 'descending'>): void {
    this.state.step(order);
  }

  choose(selected: string): void {
    this.state.drift({ selected });
  }

  clear(): void {
    this.state.step({ text: '', state: 'all', selected: null });
  }

  hold(held: boolean): void {
    this.held$.next(held);
  }

  drawMore(): void {
    this.more$.next(null);
  }

  askAgain(): void {
    this.realtime.tryNow();
  }
}
