import { inject, Injectable } from '@angular/core';
import { catchError, defer, map, type Observable, of, ReplaySubject, share, timer } from 'rxjs';
import type { CommandStats } from '#shared/operation';
import { Ticker } from '../../ui/time/ticker';
import { failureOf } from '../http/failure';
import { OperationsApi } from './operations-api';

/** Long enough for rare commands, short enough for a machine that was upgraded. */
const HISTORY_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** One more run changes little. */
const FRESH_FOR_MS = 60_000;

/** How each command's runs went lately, for saying what to expect. */
@Injectable({ providedIn: 'root' })
export class OperationHistory {
  private readonly api = inject(OperationsApi);
  private readonly ticker = inject(Ticker);

  /** By command. Empty while it is not known: what to expect is then not said. */
  readonly stats$: Observable<ReadonlyMap<string, CommandStats>> = defer(() =>
    this.api.stats(new Date(this.ticker.read() - HISTORY_DAYS * DAY_MS).toISOString()),
  ).pipe(
    map(({ commands }) => new Map(commands.map((each) => [each.command, each]))),
    catchError((error: unknown) => {
      failureOf(error);
      return of(new Map<string, CommandStats>());
    }),
    share({
      connector: () => new ReplaySubject(1),
      resetOnComplete: () => timer(FRESH_FOR_MS),
      resetOnRefCountZero: false,
    }),
  );
}
