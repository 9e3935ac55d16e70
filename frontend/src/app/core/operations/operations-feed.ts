import { inject, Injectable } from '@angular/core';
import {
  combineLatest,
  distinctUntilChanged,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  pairwise,
  scan,
  shareReplay,
  startWith,
  Subject,
  timer,
} from 'rxjs';
import { isTerminal, type Operation } from '#shared/operation';
import { OperationDelta, OperationsSnapshot } from '#shared/socket';
import { RealtimeClient } from '../realtime-client';
import {
  beginOperations,
  NO_OPERATIONS,
  type Operations,
  reduceOperations,
  withHeard,
} from './reduce-operations';

/** By then the socket has told it, or the operation is over. */
const HEARD_FOR_MS = 5_000;

/** The operations that are under way, live, whoever started them. */
@Injectable({ providedIn: 'root' })
export class OperationsFeed {
  private readonly answers$ = new Subject<Operation>();

  private readonly heard$: Observable<readonly Operation[]> = this.answers$.pipe(
    mergeMap((operation) =>
      merge(
        of((list: readonly Operation[]) => [...list, operation]),
        timer(HEARD_FOR_MS).pipe(
          map(() => (list: readonly Operation[]) => list.filter((each) => each !== operation)),
        ),
      ),
    ),
    scan((list: readonly Operation[], change) => change(list), []),
    startWith<readonly Operation[]>([]),
  );

  readonly operations$: Observable<Operations> = combineLatest([
    inject(RealtimeClient)
      .snapshotThenDeltas<OperationsSnapshot, OperationDelta, Operations>({
        watch: 'operations.watch',
        snapshot: OperationsSnapshot,
        changed: 'operation.changed',
        delta: OperationDelta,
        begin: beginOperations,
        reduce: reduceOperations,
      })
      .pipe(map((watched) => (watched.status === 'known' ? watched.value : NO_OPERATIONS))),
    this.heard$,
  ]).pipe(
    map(([known, heard]) => withHeard(known, heard)),
    distinctUntilChanged(),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  readonly active$: Observable<readonly Operation[]> = this.operations$.pipe(
    map(({ active }) => active),
    distinctUntilChanged(),
    map((active) => [...active.values()]),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  /** Each operation once, when it has ended before our eyes. */
  readonly ended$: Observable<Operation> = this.operations$.pipe(
    map(({ ended }) => ended),
    distinctUntilChanged(),
    pairwise(),
    mergeMap(([before, now]) => [...now.values()].filter(({ id }) => !before.has(id))),
  );

  /** Each operation as it is told, new, changed or ended. */
  readonly told$: Observable<Operation> = this.operations$.pipe(
    pairwise(),
    mergeMap(([before, now]) =>
      [...now.active.values(), ...now.ended.values()].filter(
        (each) => (before.active.get(each.id) ?? before.ended.get(each.id)) !== each,
      ),
    ),
  );

  /** Takes in what an answer told: it is shown at once, and not only when the socket says so too. */
  hear(operation: Operation): void {
    if (!isTerminal(operation.status)) this.answers$.next(operation);
  }
}
