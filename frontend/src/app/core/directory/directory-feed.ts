import { inject, Injectable } from '@angular/core';
import {
  asyncScheduler,
  combineLatest,
  connect,
  distinctUntilChanged,
  map,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  shareReplay,
  throttleTime,
} from 'rxjs';
import { ServicesDelta, ServicesSnapshot } from '#shared/socket';
import { Ticker } from '../../ui/time/ticker';
import { withFirstPicture } from '../realtime/first-picture';
import { RealtimeClient } from '../realtime-client';
import type { Watched } from '../realtime/topic';
import { DirectoryApi } from './directory-api';
import { type Freshness, freshnessOf, isSameFreshness } from './freshness';
import { beginDirectory, type Directory, reduceDirectory } from './reduce-services';

/** One compose restart makes dozens of changes a second; one repaint a second is enough to read. */
const REPAINT_MS = 1_000;

/** The services of the engine, live. */
@Injectable({ providedIn: 'root' })
export class DirectoryFeed {
  private readonly first$: Observable<Directory> = inject(DirectoryApi)
    .services()
    .pipe(map((answer) => beginDirectory(answer, null)));

  readonly directory$: Observable<Watched<Directory>> = inject(RealtimeClient)
    .snapshotThenDeltas({
      watch: 'services.watch',
      snapshot: ServicesSnapshot,
      changed: 'services.changed',
      delta: ServicesDelta,
      begin: beginDirectory,
      reduce: reduceDirectory,
    })
    .pipe(withFirstPicture(this.first$), calmly(), shareReplay({ bufferSize: 1, refCount: true }));

  /** How much the directory can be trusted right now. */
  readonly freshness$: Observable<Freshness> = combineLatest([this.directory$, inject(Ticker).now$]).pipe(
    map(([watched, now]) => freshnessOf(watched.status === 'known' ? watched.value : null, now)),
    distinctUntilChanged(isSameFreshness),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
}

/** Lets what is new in kind through at once (the first picture, a refusal), and what only changes once a repaint. */
function calmly<T>(): MonoTypeOperatorFunction<Watched<T>> {
  return connect((watched$) =>
    merge(
      watched$.pipe(distinctUntilChanged((a, b) => a.status === b.status)),
      watched$.pipe(throttleTime(REPAINT_MS, asyncScheduler, { leading: true, trailing: true })),
    ).pipe(distinctUntilChanged()),
  );
}
