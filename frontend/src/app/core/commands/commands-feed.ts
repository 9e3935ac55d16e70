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
import type { CommandDescriptor } from '#shared/command';
import { failureOf } from '../http/failure';
import { RealtimeClient } from '../realtime-client';
import { Session } from '../session/session';
import { CommandsApi } from './commands-api';

/** The commands this server may run. Asked for anew on each connection: a restart may have changed the list. */
@Injectable({ providedIn: 'root' })
export class CommandsFeed {
  private readonly api = inject(CommandsApi);

  /** Null while it is not known. */
  readonly catalog$: Observable<readonly CommandDescriptor[] | null> = combineLatest([
    inject(Session).user$.pipe(distinctUntilChanged((a, b) => a.id === b.id && a.role === b.role)),
    inject(RealtimeClient).connection$.pipe(
      map(({ status }) => status),
      filter((status) => status === 'open'),
      startWith('at first' as const),
    ),
  ]).pipe(
    switchMap(() =>
      this.api.catalog().pipe(
        map(({ commands }) => commands),
        catchError((error: unknown) => {
          failureOf(error);
          return EMPTY; // the next connection asks again; until then nothing is offered that was not
        }),
      ),
    ),
    startWith(null),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  /** What the catalog calls each command, by id. */
  readonly titles$: Observable<ReadonlyMap<string, string>> = this.catalog$.pipe(
    map((catalog) => new Map((catalog ?? []).map(({ id, title }) => [id, title]))),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
}
