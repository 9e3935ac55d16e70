import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, type Signal, signal } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { SwipeDown } from '../../ui/overlay/swipe-down';
import { Reveal } from '../../ui/reveal/reveal';
import { movedBy, nextBeginningWith } from './choice-keys';
import type { ChoiceOption } from './choice-option';

/** More than these are found by typing. */
const WITHOUT_FIELD_MAX = 8;

const WHOLE = new Intl.NumberFormat('en-GB');

/** What a menu of choices shows; it stays up to date while it is open. */
export interface ChoiceMenuData {
  readonly label: string;
  /** What it is called when nothing is chosen. */
  readonly any: string;
  readonly chosen: string | null;
  readonly options: Signal<readonly ChoiceOption[]>;
  readonly note: Signal<string>;
}

/** Closes with this; with nothing where the person thought better of it. */
export interface Chosen {
  readonly value: string | null;
}

/** The choices of one filter, with how many operations each has. */
@Component({
  selector: 'app-choice-menu',
  imports: [Icon, Reveal],
  hostDirectives: [SwipeDown],
  host: { class: 'choice-menu' },
  templateUrl: './choice-menu.html',
})
export class ChoiceMenu {
  protected readonly data = inject<ChoiceMenuData>(DIALOG_DATA);
  private readonly dialog = inject<DialogRef<Chosen>>(DialogRef);

  protected readonly hasField = this.data.options().length > WITHOUT_FIELD_MAX;
  protected readonly typed = signal('');

  /** “Any” first, while nothing is typed. */
  protected readonly rows = computed(() => {
    const words = this.typed().toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.data
      .options()
      .filter(({ text, value }) => words.every((word) => `${text} ${value}`.toLowerCase().includes(word)));
    const rows: readonly { readonly value: string | null; readonly text: string; readonly count: string }[] =
      [
        ...(words.length === 0 ? [{ value: null, text: this.data.any, count: '' }] : []),
        ...found.map(({ value, text, operations }) => ({
          ...{ value, text },
          count: operations === null ? '' : WHOLE.format(operations),
        })),
      ];
    return rows;
  });

  private readonly moved = signal<number | null>(null);
  protected readonly at = computed(() => {
    const chosen = this.rows().findIndex(({ value }) => value === this.data.chosen);
    return Math.min(this.moved() ?? Math.max(0, chosen), this.rows().length - 1);
  });

  protected find(text: string): void {
    this.typed.set(text);
    this.moved.set(text === '' ? null : 0);
  }

  protected press(event: KeyboardEvent): void {
    const rows = this.rows();
    const isLetter = !this.hasField && event.key.length === 1 && event.key !== ' ';
    const texts = rows.map(({ text }) => text);
    const to = isLetter
      ? nextBeginningWith(event.key, texts, this.at())
      : movesCaret(event, this.hasField)
        ? null
        : movedBy(event.key, this.at(), rows.length);
    if (to !== null) {
      event.preventDefault();
      this.moved.set(to);
    } else if (event.key === 'Enter' || (event.key === ' ' && !this.hasField)) {
      event.preventDefault();
      const row = rows[this.at()];
      if (row !== undefined) this.choose(row.value);
    }
  }

  protected choose(value: string | null): void {
    this.dialog.close({ value });
  }
}

/** In a field these are for what is typed. */
function movesCaret({ key }: KeyboardEvent, hasField: boolean): boolean {
  return hasField && (key === 'Home' || key === 'End');
}
