import { Component, input, output } from '@angular/core';
import { outputFromObservable } from '@angular/core/rxjs-interop';
import { NEVER, startWith, Subject, switchMap, timer } from 'rxjs';
import { Icon } from '../icon/icon';
import type { Toast } from './toast';

const SHOWN_MS = 6_000;

/** One toast. It leaves by itself, unless somebody is reading it: under the pointer or with the focus it stays. */
@Component({
  selector: 'app-toast-card',
  imports: [Icon],
  host: {
    class: 'toast',
    '[class]': '"tone-" + toast().tone',
    '(mouseenter)': 'held$.next(true)',
    '(mouseleave)': 'held$.next(false)',
    '(focusin)': 'held$.next(true)',
    '(focusout)': 'held$.next(false)',
  },
  template: `
    <app-icon class="glyph" [name]="toast().glyph" />
    <p>
      {{ toast().text }}
      @if (toast().note; as note) {
        <small>{{ note }}</small>
      }
    </p>
    @if (toast().action; as action) {
      <button type="button" class="btn btn-ghost btn-sm" (click)="dismissed.emit(); action.act()">
        {{ action.text }}
      </button>
    }
    <button type="button" class="btn btn-ghost btn-icon btn-sm" aria-label="Close" (click)="dismissed.emit()">
      <app-icon name="close" />
    </button>
  `,
})
export class ToastCard {
  readonly toast = input.required<Toast>();
  readonly dismissed = output();

  protected readonly held$ = new Subject<boolean>();
  readonly expired = outputFromObservable(
    this.held$.pipe(
      startWith(false),
      switchMap((held) => (held ? NEVER : timer(SHOWN_MS))),
    ),
  );
}
