import { AsyncPipe } from '@angular/common';
import { Component, inject, Injector, input, output, signal } from '@angular/core';
import { catchError, combineLatest, map, of, startWith } from 'rxjs';
import { Actions } from '../core/commands/actions';
import { CommandsFeed } from '../core/commands/commands-feed';
import { allowed, offersFor } from '../core/commands/offers';
import { failureOf } from '../core/http/failure';
import type { KeyId } from '../core/keyboard/key-map';
import { OnKeys } from '../core/keyboard/on-keys';
import { Trouble } from '../core/navigation/trouble';
import { commandWordsOf } from '../core/operations/operation-words';
import { OperationsApi } from '../core/operations/operations-api';
import { Icon } from '../ui/icon/icon';
import {
  type OperationsQuery,
  RESULT_WORDS,
  RESULTS,
  type Result,
  type Window,
  WINDOWS,
} from './operations-query';

const WINDOW_WORDS: Readonly<Record<Window, string>> = {
  all: 'All time',
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
  range: 'Range',
};

/** What narrows the history down. Everything that is set looks set. */
@Component({
  selector: 'app-operations-filters',
  imports: [AsyncPipe, Icon, OnKeys],
  host: { class: 'block', role: 'search', 'aria-label': 'Filter operations' },
  templateUrl: './operations-filters.html',
})
export class OperationsFilters {
  readonly query = input.required<OperationsQuery>();
  readonly isFiltered = input.required<boolean>();
  readonly narrowed = output<Partial<OperationsQuery>>();
  readonly typed = output<string>();
  readonly cleared = output();

  private readonly injector = inject(Injector);
  private readonly trouble = inject(Trouble);

  protected readonly keys: readonly KeyId[] = ['filter', 'first-filter'];
  protected readonly windows = WINDOWS;
  protected readonly windowWords = WINDOW_WORDS;
  protected readonly results = RESULTS;
  protected readonly resultWords = RESULT_WORDS;
  /** What is being typed goes before what the address says of it. */
  protected readonly ownText = signal<string | null>(null);

  protected readonly choices$ = combineLatest({
    facets: inject(OperationsApi)
      .facets()
      .pipe(
        catchError((error: unknown) => {
          failureOf(error);
          return of(null); // what is set can still be changed by hand in the address
        }),
        startWith(null),
      ),
    titles: inject(CommandsFeed).titles$,
  }).pipe(
    map(({ facets, titles }) => ({
      commands: [...new Set([...(facets?.commands ?? []), ...titles.keys()])]
        .map((id) => ({ id, text: nameOf(id, titles.get(id) ?? null) }))
        .sort((a, b) => a.text.localeCompare(b.text)),
      actors: facets?.actors ?? [],
    })),
  );

  /** Whether there is anything that acts on the host as a whole, and that this person may do. */
  protected readonly mayRun$ = inject(Actions).context$.pipe(
    map((context) => allowed(offersFor({ kind: 'host' }, context)).length > 0),
  );

  protected focus(key: KeyId, field: HTMLInputElement, first: HTMLSelectElement): void {
    if (key === 'filter') field.focus();
    else first.focus();
  }

  protected type(text: string): void {
    this.ownText.set(text);
    this.typed.emit(text);
  }

  protected leave(event: Event, field: HTMLInputElement): void {
    event.preventDefault();
    if (field.value === '') field.blur();
    else this.type('');
  }

  protected setWindow(window: Window): void {
    this.narrowed.emit(window === 'range' ? { window } : { window, from: null, to: null });
  }

  /** @param day `2026-06-18`, in this person's zone; the range includes its last day */
  protected setBound(which: 'from' | 'to', day: string): void {
    const date = day === '' ? null : new Date(`${day}T00:00:00`);
    if (date !== null && which === 'to') date.setDate(date.getDate() + 1);
    this.narrowed.emit({ window: 'range', [which]: date === null ? null : date.toISOString() });
  }

  protected dayOf(moment: string | null, which: 'from' | 'to'): string {
    if (moment === null) return '';
    const date = new Date(moment);
    if (which === 'to') date.setMilliseconds(date.getMilliseconds() - 1);
    const part = (value: number): string => String(value).padStart(2, '0');
    return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
  }

  protected resultOf(value: string): Result | null {
    return RESULTS.find((known) => known === value) ?? null;
  }

  protected openCommands(beside: HTMLElement): void {
    void this.trouble
      .load(async () => import('../core/commands/open-actions-menu'))
      .then((part) => {
        part?.openActionsMenu(this.injector, { kind: 'host' }, beside);
      });
  }
}

function nameOf(id: string, title: string | null): string {
  return title ?? commandWordsOf(id, null).verb;
}
