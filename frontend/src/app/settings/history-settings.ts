import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { catchError, exhaustMap, map, merge, type Observable, of, startWith, Subject, timer } from 'rxjs';
import type { AuditStorage } from '#shared/audit';
import { Failed } from '../core/failed/failed';
import { type Failure, failureOf, wordsOf } from '../core/http/failure';
import { stored } from '../ui/bytes/format-bytes';
import { Age } from '../ui/time/age';
import { Moment } from '../ui/time/moment';
import { SettingsApi } from './settings-api';
import { checkpointWords, countText, growthFigureOf, keptFor } from './storage-view';

/** The figures move slowly. */
const ANEW_EVERY_MS = 60_000;

type HistoryView =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'shown'; readonly storage: AuditStorage };

/** How much room the trail takes, and how long it is kept. */
@Component({
  selector: 'app-history-settings',
  imports: [Age, AsyncPipe, Failed, Moment, RouterLink],
  templateUrl: './history-settings.html',
})
export class HistorySettings {
  private readonly api = inject(SettingsApi);
  protected readonly again$ = new Subject<void>();

  protected readonly view$: Observable<HistoryView> = merge(timer(0, ANEW_EVERY_MS), this.again$).pipe(
    exhaustMap(() =>
      this.api.auditStorage().pipe(
        map((storage): HistoryView => ({ status: 'shown', storage })),
        catchError((error: unknown) => of<HistoryView>({ status: 'failed', failure: failureOf(error) })),
      ),
    ),
    startWith<HistoryView>({ status: 'loading' }),
  );

  protected readonly stored = stored;
  protected readonly countText = countText;
  protected readonly growthOf = growthFigureOf;
  protected readonly keptFor = keptFor;
  protected readonly checkpointWords = checkpointWords;

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }
}
