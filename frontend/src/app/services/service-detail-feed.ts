import { inject, Injectable } from '@angular/core';
import {
  catchError,
  distinctUntilChanged,
  filter,
  map,
  merge,
  type Observable,
  of,
  pairwise,
  scan,
  startWith,
  Subject,
  switchMap,
} from 'rxjs';
import type { Service } from '#shared/service';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { failureOf } from '../core/http/failure';
import type { LoadedDetail } from './service-page-view';
import { ServicesApi } from './services-api';

const NOTHING_YET: LoadedDetail = { detail: null, failure: null };

/** Everything there is to know about one service, asked for anew whenever it changes. */
@Injectable()
export class ServiceDetailFeed {
  private readonly api = inject(ServicesApi);
  private readonly feed = inject(DirectoryFeed);
  private readonly again$ = new Subject<void>();

  of(key: string): Observable<LoadedDetail> {
    return merge(of(null), this.changesOf(key), this.again$).pipe(
      switchMap(() => this.ask(key)),
      scan((before, now) => (now.detail === null ? { ...before, failure: now.failure } : now), NOTHING_YET),
      startWith(NOTHING_YET),
    );
  }

  askAgain(): void {
    this.again$.next();
  }

  private ask(key: string): Observable<LoadedDetail> {
    return this.api.detail(key).pipe(
      map((detail) => ({ detail, failure: null })),
      catchError((error: unknown) => of({ detail: null, failure: failureOf(error) })),
    );
  }

  /** Emits when the service is another than it was. That it becomes known at all is no change. */
  private changesOf(key: string): Observable<Service> {
    return this.feed.directory$.pipe(
      map((watched) => (watched.status === 'known' ? (watched.value.services.get(key) ?? null) : undefined)),
      distinctUntilChanged(),
      pairwise(),
      filter(([before]) => before !== undefined),
      map(([, now]) => now ?? null),
      filter((service) => service !== null),
    );
  }
}
