import { inject, Injectable } from '@angular/core';
import {
  catchError,
  distinctUntilChanged,
  filter,
  map,
  merge,
  type Observable,
  of,
  startWith,
  Subject,
  switchMap,
} from 'rxjs';
import type { AuditAround } from '#shared/audit';
import { roleIncludes } from '#shared/role';
import { type Failure, failureOf } from '../http/failure';
import { Session } from '../session/session';
import type { ReadOperation } from './operation-reader';
import { TrailApi } from './trail-api';

/** The entries of the trail around an operation, as far as they are known. */
export type ReadTrail =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'known'; readonly around: AuditAround };

/** Reads what the trail says of an operation. It names addresses and accounts, so only an admin's page asks. */
@Injectable({ providedIn: 'root' })
export class OperationTrail {
  private readonly api = inject(TrailApi);
  private readonly isAdmin$ = inject(Session).user$.pipe(
    map(({ role }) => roleIncludes(role, 'admin')),
    distinctUntilChanged(),
  );
  private readonly again$ = new Subject<void>();

  /**
   * Null for whoever is no admin.
   *
   * @param read$ the operation: whenever it comes to another state, there are more entries
   */
  of(id: string, read$: Observable<ReadOperation>): Observable<ReadTrail | null> {
    return this.isAdmin$.pipe(switchMap((isAdmin) => (isAdmin ? this.read(id, read$) : of(null))));
  }

  askAgain(): void {
    this.again$.next();
  }

  private read(id: string, read$: Observable<ReadOperation>): Observable<ReadTrail> {
    return merge(
      read$.pipe(
        filter((read) => read.status === 'known'),
        map(({ detail, record }) => `${record.operation.status} ${detail.cancelRequestedBy ?? ''}`),
        distinctUntilChanged(),
      ),
      this.again$,
    ).pipe(
      switchMap(() => this.ask(id)),
      startWith<ReadTrail>({ status: 'loading' }),
    );
  }

  private ask(id: string): Observable<ReadTrail> {
    return this.api.around(id).pipe(
      map((around): ReadTrail => ({ status: 'known', around })),
      catchError((error: unknown) => of<ReadTrail>({ status: 'failed', failure: failureOf(error) })),
    );
  }
}
