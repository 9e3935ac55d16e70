import { Component, computed, inject, Injector, input, viewChild, type ElementRef } from '@angular/core';
import { outputFromObservable } from '@angular/core/rxjs-interop';
import { exhaustMap, filter, map, merge, Subject } from 'rxjs';
import { Icon } from '../../ui/icon/icon';
import { type ChoiceMenuData, ChoiceMenu, type Chosen } from './choice-menu';
import type { ChoiceOption } from './choice-option';
import { openBeside } from './open-beside';

/** A filter that is one of several names. What is set looks set, and goes with one press. */
@Component({
  selector: 'app-facet-choice',
  imports: [Icon],
  host: { class: 'choice', '[class.choice-on]': 'value() !== null' },
  template: `
    <button
      #trigger
      type="button"
      class="choice-open"
      aria-haspopup="dialog"
      (click)="open$.next(trigger)"
      (keydown.arrowdown)="$event.preventDefault(); open$.next(trigger)"
    >
      <span class="choice-label">{{ label() }}</span>
      <span class="choice-value" [title]="shown()">{{ shown() }}</span>
      <app-icon name="down" />
    </button>
    @if (value() !== null) {
      <button
        type="button"
        class="choice-clear"
        [attr.aria-label]="'Any ' + label().toLowerCase() + ' instead of ' + shown()"
        (click)="cleared$.next(); trigger.focus()"
      >
        <app-icon name="close" />
      </button>
    }
  `,
})
export class FacetChoice {
  readonly label = input.required<string>();
  readonly any = input('Any');
  /** What is chosen; null for any. */
  readonly value = input.required<string | null>();
  readonly options = input.required<readonly ChoiceOption[]>();
  readonly note = input.required<string>();

  private readonly injector = inject(Injector);
  private readonly trigger = viewChild.required<ElementRef<HTMLElement>>('trigger');
  protected readonly open$ = new Subject<HTMLElement>();
  protected readonly cleared$ = new Subject<void>();

  protected readonly shown = computed(() => {
    const value = this.value();
    return value === null ? this.any() : (this.options().find((each) => each.value === value)?.text ?? value);
  });

  readonly chosen = outputFromObservable(
    merge(
      this.open$.pipe(
        exhaustMap((beside) => openBeside<Chosen, ChoiceMenuData>(this.injector, this.menu(), beside).closed),
        filter((chosen) => chosen !== undefined),
        map(({ value }) => value),
      ),
      this.cleared$.pipe(map(() => null)),
    ),
  );

  focus(): void {
    this.trigger().nativeElement.focus();
  }

  private menu(): { part: typeof ChoiceMenu; label: string; data: ChoiceMenuData } {
    const label = this.label();
    const data = {
      ...{ label, any: this.any(), chosen: this.value() },
      ...{ options: this.options, note: this.note },
    };
    return { part: ChoiceMenu, label, data };
  }
}
