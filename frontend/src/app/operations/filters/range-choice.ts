import { Component, computed, inject, Injector, input } from '@angular/core';
import { outputFromObservable } from '@angular/core/rxjs-interop';
import { exhaustMap, filter, map, Subject } from 'rxjs';
import { Icon } from '../../ui/icon/icon';
import { Ticker } from '../../ui/time/ticker';
import { boundsOf, type OperationsQuery } from '../operations-query';
import type { GivenRange } from './local-moment';
import { openBeside } from './open-beside';
import { RangeForm, type RangeFormData } from './range-form';
import { rangeWords } from './range-words';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The window between two moments: shows the one that is set, whoever has set it, and lets it be changed. */
@Component({
  selector: 'app-range-choice',
  imports: [Icon],
  host: { class: 'contents' },
  template: `
    <button
      #trigger
      type="button"
      aria-haspopup="dialog"
      [attr.aria-pressed]="query().window === 'range'"
      (click)="open$.next(trigger)"
    >
      <app-icon name="clock" />{{ words() }}
    </button>
  `,
})
export class RangeChoice {
  readonly query = input.required<OperationsQuery>();

  private readonly injector = inject(Injector);
  private readonly ticker = inject(Ticker);
  protected readonly open$ = new Subject<HTMLElement>();

  protected readonly words = computed(() => {
    const query = this.query();
    return query.window === 'range' ? rangeWords(query, this.ticker.read()) : 'Range';
  });

  /** The window that is wanted; null for none. */
  readonly chosen = outputFromObservable(
    this.open$.pipe(
      exhaustMap((beside) => {
        const floating = { part: RangeForm, label: 'Range', data: this.form() };
        return openBeside<GivenRange | null, RangeFormData>(this.injector, floating, beside).closed;
      }),
      filter((range) => range !== undefined),
      map((range) =>
        range === null
          ? { window: 'all' as const, from: null, to: null }
          : { window: 'range' as const, ...range },
      ),
    ),
  );

  /** Begins with the window that is shown, or with the last day. */
  private form(): RangeFormData {
    const query = this.query();
    const now = Math.ceil(this.ticker.read() / MINUTE_MS) * MINUTE_MS;
    const { from, to } = boundsOf(query, now);
    const isSet = query.window === 'range';
    return isSet
      ? { isSet, range: { from, to } }
      : {
          isSet,
          range: { from: from ?? new Date(now - DAY_MS).toISOString(), to: new Date(now).toISOString() },
        };
  }
}
