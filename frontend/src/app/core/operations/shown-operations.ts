import { inject, Injectable } from '@angular/core';
import {
  catchError,
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  filter,
  map,
  type Observable,
  shareReplay,
  startWith,
  switchMap,
} from 'rxjs';
import type { ExpectedDuration } from '#shared/operation-metrics';
import { roleIncludes } from '#shared/role';
import { Ticker } from '../../ui/time/ticker';
import { CommandsFeed } from '../commands/commands-feed';
import { failureOf } from '../http/failure';
import { RealtimeClient } from '../realtime-client';
import { Session } from '../session/session';
import { OperationTrail } from './operation-trail';
import { OperationReader, type ReadOperation } from './operation-reader';
import { OperationsApi } from './operations-api';
import { type OperationView, operationViewOf } from './operation-view';
import { type TrailView, trailViewOf } from './trail-view';

/** One operation, as it is shown. */
export interface ShownOperation {
  readonly id: string;
  readonly read: ReadOperation;
  /** Null unless it is known. */
  readonly shown: OperationView | null;
  /** What is told is not current: the connection is lost. */
  readonly cutOff: boolean;
  readonly mayCancel: boolean;
  /** What the trail says of it; null for whoever may not see that. */
  readonly trail: TrailView | null;
}

/** Operations, with what there is to say about them at this moment. */
@Injectable({ providedIn: 'root' })
export class ShownOperations {
  private readonly api = inject(OperationsApi);
  private readonly reader = inject(OperationReader);
  private readonly ticker = inject(Ticker);
  private readonly connection$ = inject(RealtimeClient).connection$;
  private readonly user$ = inject(Session).user$;
  private readonly trail = inject(OperationTrail);
  private readonly titles$ = inject(CommandsFeed).titles$;

  of(id: string): Observable<ShownOperation> {
    const read$ = this.reader.of(id).pipe(shareReplay({ bufferSize: 1, refCount: true }));
    return combineLatest([
      read$,
      this.expected(read$),
      this.ticker.now$,
      this.connection$,
      this.user$,
      this.trailOf(id, read$),
    ]).pipe(
      map(([read, expected, now, connection, { role }, trail]) => ({
        id,
        read,
        shown: read.status === 'known' ? operationViewOf(read, expected, now) : null,
        cutOff: connection.status === 'waiting',
        mayCancel: roleIncludes(role, 'operator'),
        trail,
      })),
    );
  }

  private trailOf(id: string, read$: Observable<ReadOperation>): Observable<TrailView | null> {
    return combineLatest([this.trail.of(id, read$), this.titles$]).pipe(
      map(([trail, titles]) => (trail === null ? null : trailViewOf(trail, titles))),
    );
  }

  /** Null while it is not known. */
  private expected(read$: Observable<ReadOperation>): Observable<ExpectedDuration | null> {
    return read$.pipe(
      filter((read) => read.status === 'known'),
      map(({ detail }) => detail),
      distinctUntilChanged((a, b) => a.id === b.id),
      switchMap(({ command, target }) =>
        this.api.expected(command, target).pipe(
          catchError((error: unknown) => {
            failureOf(error);
            return EMPTY; // what to expect is then not said
          }),
        ),
      ),
      startWith<ExpectedDuration | null>(null),
    );
  }
}
