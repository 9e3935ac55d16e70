import { inject, Injectable } from '@angular/core';
import {
  catchError,
  concat,
  EMPTY,
  exhaustMap,
  filter,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  scan,
  share,
  shareReplay,
  startWith,
  Subject,
  switchMap,
  timer,
} from 'rxjs';
import * as z from 'zod/mini';
import { AuditEntry, AuditVerifying } from '#shared/audit';
import { failureOf } from '../../core/http/failure';
import { RealtimeClient } from '../../core/realtime-client';
import { ask } from '../../core/realtime/ask';
import type { RealtimeSocket } from '../../core/realtime/topic';
import { listen } from '../../core/realtime/watch-topic';
import { AuditApi } from './audit-api';
import { type Integrity, type IntegrityMessage, NOTHING_YET, reduceIntegrity } from './reduce-integrity';

/** A check tells of itself a few times a second; after this much silence it is asked how it stands. */
const SILENT_MS = 2_000;

type Told = IntegrityMessage | { readonly kind: 'watched' };

/** The chain of the trail, live: whoever has it checked, and from wherever. */
@Injectable()
export class TrailIntegrity {
  private readonly api = inject(AuditApi);
  private readonly again$ = new Subject<void>();
  private readonly wanted$ = new Subject<void>();

  private readonly told$: Observable<Told> = inject(RealtimeClient).overEachSocket(tellings).pipe(share());

  /** Reasons to ask how the trail stands: a new connection may have missed something. */
  private readonly unsure$: Observable<unknown> = merge(
    this.told$.pipe(filter(({ kind }) => kind === 'watched')),
    this.again$,
    this.told$.pipe(
      filter((told) => told.kind === 'verifying'),
      switchMap(({ progress: { checked, total } }) => timer(checked < total ? SILENT_MS : 0)),
    ),
  );

  readonly integrity$: Observable<Integrity> = merge(
    this.told$.pipe(filter((told) => told.kind !== 'watched')),
    this.unsure$.pipe(
      startWith(undefined),
      switchMap(() => this.read()),
    ),
    this.wanted$.pipe(exhaustMap(() => this.check())),
  ).pipe(
    scan(reduceIntegrity, NOTHING_YET),
    startWith(NOTHING_YET),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  askAgain(): void {
    this.again$.next();
  }

  verify(): void {
    this.wanted$.next();
  }

  /** Again for as long as a check is under way: how it ends may be told while nobody here hears it. */
  private read(): Observable<IntegrityMessage> {
    return this.api.state().pipe(
      switchMap((state) =>
        concat(
          of<IntegrityMessage>({ kind: 'read', state }),
          state.verifying === null ? EMPTY : timer(SILENT_MS).pipe(switchMap(() => this.read())),
        ),
      ),
      catchError(failed),
    );
  }

  private check(): Observable<IntegrityMessage> {
    return concat(
      of<IntegrityMessage>({ kind: 'asked' }),
      this.api.verify().pipe(
        switchMap(() => this.api.state()), // it also knows when that was, and what is wrong
        map((state): IntegrityMessage => ({ kind: 'checked', state })),
        catchError(failed),
      ),
    );
  }
}

function tellings(socket: RealtimeSocket): Observable<Told> {
  return merge(
    listen(socket, 'audit.verifying').pipe(
      mergeMap((payload): Observable<Told> => {
        const progress = AuditVerifying.safeParse(payload);
        return progress.success ? of({ kind: 'verifying', progress: progress.data }) : EMPTY;
      }),
    ),
    listen(socket, 'audit.appended').pipe(
      mergeMap((payload): Observable<Told> => {
        const entry = AuditEntry.safeParse(payload);
        return entry.success ? of({ kind: 'appended', ...entry.data }) : EMPTY;
      }),
    ),
    ask(socket, 'audit.watch', z.null()).pipe(map((): Told => ({ kind: 'watched' }))),
  );
}

function failed(error: unknown): Observable<IntegrityMessage> {
  return of({ kind: 'failed', failure: failureOf(error) });
}
