import {
  CdkVirtualForOf,
  CdkVirtualScrollableWindow,
  CdkVirtualScrollViewport,
  VIRTUAL_SCROLL_STRATEGY,
} from '@angular/cdk/scrolling';
import { Component, computed, effect, ElementRef, inject, input, output, signal } from '@angular/core';
import { outputFromObservable } from '@angular/core/rxjs-interop';
import type { CommandStats, Operation } from '#shared/operation';
import type { KeyId } from '../../core/keyboard/key-map';
import { OnKeys } from '../../core/keyboard/on-keys';
import { ROW_KEYS, RowFocus } from '../../core/keyboard/row-focus';
import { Ticker } from '../../ui/time/ticker';
import { DayRowsStrategy } from './day-rows-strategy';
import { EntryHeights } from './entry-heights';
import { dayTitleOf, type ListEntry, listEntriesOf } from './list-entries';
import { OperationRow } from './operation-row';

/** In pixels; on a phone a row has two lines. */
const HEIGHTS = {
  wide: { operation: 36, day: 32 },
  phone: { operation: 60, day: 34 },
} as const;

/** Where the sticky head of the list ends: what is above is covered. */
const COVERED_PX = 96;

/**
 * The operations as a table of which only the rows near what is seen exist. Roles are written out because its
 * rows are no `tr`: they are moved about as blocks.
 */
@Component({
  selector: 'app-operations-list',
  imports: [
    CdkVirtualForOf,
    CdkVirtualScrollableWindow,
    CdkVirtualScrollViewport,
    OnKeys,
    OperationRow,
    RowFocus,
  ],
  providers: [DayRowsStrategy, { provide: VIRTUAL_SCROLL_STRATEGY, useExisting: DayRowsStrategy }],
  templateUrl: './operations-list.html',
  host: {
    class: 'block',
    '[style.--entry-height.px]': 'heights().operation',
    '[style.--day-height.px]': 'heights().day',
  },
})
export class OperationsList {
  /** Newest first; null while nothing is known: the table then stands with empty rows. */
  readonly items = input.required<readonly Operation[] | null>();
  /** Whether there is nothing older. */
  readonly isWhole = input.required<boolean>();
  readonly isPhone = input.required<boolean>();
  readonly titles = input.required<ReadonlyMap<string, string>>();
  readonly stats = input.required<ReadonlyMap<string, CommandStats>>();
  /** Whose detail is open. */
  readonly openId = input.required<string | null>();
  readonly selected = output<string>();

  private readonly strategy = inject(DayRowsStrategy);
  private readonly ticker = inject(Ticker);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** The oldest of what is loaded comes into sight. */
  readonly reachedEnd = outputFromObservable(this.strategy.reachedEnd$);

  protected readonly rowKeys = ROW_KEYS;
  protected readonly focused = signal<string | null>(null);
  protected readonly skeletons = ['w-40', 'w-52', 'w-32', 'w-44', 'w-36', 'w-48', 'w-40', 'w-28'] as const;
  protected readonly heights = computed(() => (this.isPhone() ? HEIGHTS.phone : HEIGHTS.wide));
  protected readonly entries = computed(() => listEntriesOf(this.items() ?? [], this.isWhole()));

  constructor() {
    effect(() => {
      const heights = this.heights();
      this.strategy.use(new EntryHeights(this.entries().map(({ kind }) => heights[kind])));
    });
  }

  protected readonly keyOf = (_index: number, { key }: ListEntry): string => key;

  protected dayTitle(at: string): string {
    return dayTitleOf(at, this.ticker.now());
  }

  protected choose(id: string): void {
    this.focused.set(id);
    this.selected.emit(id);
  }

  /** Where the selected row has been scrolled away, keys go on from what is seen. */
  protected press(key: KeyId, rows: RowFocus): void {
    const links = [...this.element.querySelectorAll<HTMLElement>('[data-row-link]')];
    const selected = this.focused() ?? this.openId();
    const isThere = links.some(
      (link) => link.closest<HTMLElement>('[data-key]')?.dataset['key'] === selected,
    );
    if (isThere || key === 'open') rows.press(key);
    else links.find((link) => link.getBoundingClientRect().top >= COVERED_PX)?.focus();
  }
}
