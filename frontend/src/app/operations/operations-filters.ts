import { AsyncPipe } from '@angular/common';
import { Component, inject, Injector, input, output, signal } from '@angular/core';
import { map } from 'rxjs';
import { Actions } from '../core/commands/actions';
import { allowed, offersFor } from '../core/commands/offers';
import type { KeyId } from '../core/keyboard/key-map';
import { OnKeys } from '../core/keyboard/on-keys';
import { Trouble } from '../core/navigation/trouble';
import { Icon } from '../ui/icon/icon';
import { FacetChoice } from './filters/facet-choice';
import { OperationChoices } from './filters/operation-choices';
import { RangeChoice } from './filters/range-choice';
import { type OperationsQuery, RESULTS, type Result, type Window } from './operations-query';

const PRESETS: readonly { readonly window: Window; readonly text: string }[] = [
  { window: 'all', text: 'All time' },
  { window: '24h', text: '24 h' },
  { window: '7d', text: '7 d' },
  { window: '30d', text: '30 d' },
];

/** What narrows the history down. Everything that is set looks set. */
@Component({
  selector: 'app-operations-filters',
  imports: [AsyncPipe, FacetChoice, Icon, OnKeys, RangeChoice],
  providers: [OperationChoices],
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
  protected readonly presets = PRESETS;
  protected readonly choices$ = inject(OperationChoices).choices$;
  /** What is being typed goes before what the address says of it. */
  protected readonly ownText = signal<string | null>(null);

  /** Whether there is anything that acts on the host as a whole, and that this person may do. */
  protected readonly mayRun$ = inject(Actions).context$.pipe(
    map((context) => allowed(offersFor({ kind: 'host' }, context)).length > 0),
  );

  protected focus(key: KeyId, field: HTMLInputElement, first: FacetChoice): void {
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
    this.narrowed.emit({ window, from: null, to: null });
  }

  protected resultOf(value: string | null): Result | null {
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
