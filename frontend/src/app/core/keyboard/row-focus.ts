import { Directive, ElementRef, inject, input, linkedSignal, output } from '@angular/core';
import type { KeyId } from './key-map';

/** The keys that `press` understands. */
export const ROW_KEYS: readonly KeyId[] = ['next', 'previous', 'open'];

/** What does something of its own when it is clicked. */
const PRESSABLE = 'a, button';

/**
 * Selection of rows that follows the focus: a click or `J` and `K` move the focus to a row's link, and the row
 * with the focus is the selected one. Rows carry `data-key`, their links `data-row-link`.
 */
@Directive({
  selector: '[appRowFocus]',
  exportAs: 'rowFocus',
  host: {
    '(click)': 'focusClicked($event)',
    '(focusin)': 'chooseFocused($event)',
    '(focusout)': 'release()',
    '(pointerover)': 'point($event)',
    '(pointerleave)': 'unpoint()',
  },
})
export class RowFocus {
  /** The selected row's key. */
  readonly appRowFocus = input.required<string | null>();
  readonly chosen = output<string>();
  /** Whether somebody points at a row or has the focus in one: nothing may move then. */
  readonly held = output<boolean>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** What was asked for last: the selection follows through the address, and keys come faster than that. */
  private readonly asked = linkedSignal(() => this.appRowFocus());
  private pointed = false;
  private focused = false;

  press(key: KeyId): void {
    const rows = [...this.element.querySelectorAll('[data-key]')];
    const current = rows.findIndex((row) => keyOf(row) === this.asked());
    if (key === 'open') linkOf(rows[current] ?? null)?.click();
    else if (key === 'next') linkOf(rows[current + 1] ?? null)?.focus();
    else linkOf(rows[Math.max(0, current - 1)] ?? null)?.focus();
  }

  protected focusClicked(event: MouseEvent): void {
    const target = event.target as Element;
    // Marking text with the mouse ends in a click too.
    if (target.closest(PRESSABLE) !== null || getSelection()?.type === 'Range') return;
    linkOf(target.closest('[data-key]'))?.focus({ preventScroll: true });
  }

  protected chooseFocused(event: FocusEvent): void {
    const key = keyOf((event.target as Element).closest('[data-key]'));
    this.hold(this.pointed, key !== null);
    if (key === null || key === this.asked()) return;
    this.asked.set(key);
    this.chosen.emit(key);
  }

  protected release(): void {
    this.hold(this.pointed, false);
  }

  protected point(event: PointerEvent): void {
    const isOverRow = (event.target as Element).closest('[data-key]') !== null;
    this.hold(isOverRow && event.pointerType === 'mouse', this.focused); // a finger does not hover
  }

  protected unpoint(): void {
    this.hold(false, this.focused);
  }

  private hold(pointed: boolean, focused: boolean): void {
    const before = this.pointed || this.focused;
    this.pointed = pointed;
    this.focused = focused;
    if (before !== (pointed || focused)) this.held.emit(pointed || focused);
  }
}

function keyOf(row: Element | null): string | null {
  return row instanceof HTMLElement ? (row.dataset['key'] ?? null) : null;
}

function linkOf(row: Element | null): HTMLElement | null {
  return row?.querySelector<HTMLElement>('[data-row-link]') ?? null;
}
