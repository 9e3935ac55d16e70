import { Component, input, output } from '@angular/core';
import type { KeyId } from '../core/keyboard/key-map';
import { OnKeys } from '../core/keyboard/on-keys';
import { Icon } from '../ui/icon/icon';

/** What was typed. Going on typing is one step for Back; starting to is another. */
export interface Typed {
  readonly text: string;
  readonly begins: boolean;
}

/** Narrows a list down while one types. */
@Component({
  selector: 'app-filter-field',
  imports: [Icon, OnKeys],
  host: { class: 'block' },
  template: `
    <div class="field h-7 w-52 max-md:w-38" role="search" [class.field-on]="text() !== ''">
      <app-icon name="search" />
      <input
        #field
        [appOnKeys]="focusKeys"
        type="search"
        placeholder="Filter"
        aria-label="Filter services"
        aria-keyshortcuts="/"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        [value]="text()"
        (keyPressed)="field.focus(); field.select()"
        (input)="type(field.value)"
        (blur)="typing = false"
        (keydown.escape)="leave($event, field)"
      />
      <kbd class="max-md:hidden" aria-hidden="true">/</kbd>
    </div>
  `,
})
export class FilterField {
  readonly text = input.required<string>();
  readonly typed = output<Typed>();

  protected readonly focusKeys: readonly KeyId[] = ['filter'];
  protected typing = false;

  protected type(text: string): void {
    this.typed.emit({ text, begins: !this.typing });
    this.typing = true;
  }

  /** Empties the field; an empty one is left. */
  protected leave(event: Event, field: HTMLInputElement): void {
    event.preventDefault();
    if (this.text() === '') field.blur();
    else this.type('');
  }
}
