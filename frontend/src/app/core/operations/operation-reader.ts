import { inject, Injectable } from '@angular/core';
import {
  catchError,
  combineLatest,
  concat,
  distinctUntilChanged,
  EMPTY,
  filter,
  map,
  merge,
  type Observable,
  of,
  share,
  shareReplay,
  startWith,
  Subject,
  switchMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import { isTerminal, type OperationDetail } from '#shared/operation';
import { type Failure, failureOf } from '../http/failure';
import { RealtimeClient } from '../realtime-client';
import { followOperation } from './follow-operation';
import { beginRecord, type OperationRecord, recordEvents } from './operation-record';
import { OperationsApi } from './operations-api';
import { outputOf } from './output-text';

/** What a queued operation waits behind changes without a word of its own. */
const ASK_WHILE_QUEUED_MS = 3_000;

/** All that can be known of one operation. */
export type ReadOperation =
  | { readonly status: 'loading' }
  | { readonly status: 'missing' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | {
      readonly status: 'known';
      readonly detail: OperationDetail;
      readonly record: OperationRecord;
      /** What it wrote is still on its way. */
      readonly outputLoading: boolean;
    };

type Known = Extract<ReadOperation, { status: 'known' }>;

/** Reads operations: live while they run, whole once they have ended. */
@Injectable({ providedIn: 'root' })
export class OperationReader {
  private readonly api = inject(OperationsApi);
  private readonly client = inject(RealtimeClient);
  private readonly again$ = new Subject<void>();

  of(id: string): Observable<ReadOperation> {
    return this.again$.pipe(
      startWith(undefined),
      switchMap(() => this.api.one(id)),
      take(1),
      switchMap((detail): Observable<ReadOperation> =>
        isTerminal(detail.status) ? this.past(detail) : this.live(detail),
      ),
      catchError((error: unknown) => this.failed(id, failureOf(error))),
      startWith<ReadOperation>({ status: 'loading' }),
    );
  }

  askAgain(): void {
    this.again$.next();
  }

  private failed(id: string, failure: Failure): Observable<ReadOperation> {
    const isMissing = failure.kind === 'refused' && failure.problem.status === 404;
    const shown: ReadOperation = isMissing ? { status: 'missing' } : { status: 'failed', failure };
    return concat(
      of(shown),
      this.again$.pipe(
        take(1),
        switchMap(() => this.of(id)),
      ),
    );
  }

  /** What has ended stays as it is. */
  private past(detail: OperationDetail): Observable<Known> {
    const begun = beginRecord(detail);
    return combineLatest([
      this.api.events(detail.id),
      detail.output.bytes === 0 ? of('') : this.api.output(detail.id).pipe(startWith(null)),
    ]).pipe(
      map(([events, output]) => ({
        status: 'known' as const,
        detail,
        record: {
          ...recordEvents(begun, events),
          operation: detail,
          output: output === null ? begun.output : outputOf(output),
        },
        outputLoading: output === null,
      })),
    );
  }

  private live(first: OperationDetail): Observable<Known> {
    const record$ = followOperation(this.client, first.id).pipe(
      map(({ record }) => record),
      filter((record) => record !== null),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    // It ended between the question and the socket's answer: the socket has then not told all of it.
    const endedUnseen$ = record$.pipe(
      take(1),
      filter(({ operation }) => isTerminal(operation.status)),
      switchMap(() => this.detail(first.id)),
      switchMap((detail) => this.past(detail)),
      share(),
    );
    const seen$ = combineLatest([
      this.details(first, record$),
      record$.pipe(startWith(beginRecord(first))),
    ]).pipe(map(([detail, record]) => ({ status: 'known' as const, detail, record, outputLoading: false })));
    return merge(endedUnseen$, seen$.pipe(takeUntil(endedUnseen$)));
  }

  /** What only an answer tells, asked for whenever it may have changed. */
  private details(first: OperationDetail, record$: Observable<OperationRecord>): Observable<OperationDetail> {
    const changes$ = record$.pipe(
      map(({ operation }) => operation.status),
      distinctUntilChanged(),
      switchMap((status) => (status === 'queued' ? timer(0, ASK_WHILE_QUEUED_MS) : of(0))),
    );
    return merge(changes$, this.again$).pipe(
      switchMap(() => this.detail(first.id)),
      startWith(first),
    );
  }

  /** The picture stays as it is where it cannot be renewed: the connection's state says why. */
  private detail(id: string): Observable<OperationDetail> {
    return this.api.one(id).pipe(
      catchError((error: unknown) => {
        failureOf(error);
        return EMPTY;
      }),
    );
  }
}
