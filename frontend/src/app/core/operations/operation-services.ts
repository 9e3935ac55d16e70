import { Component, computed, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { linkOfKey } from '../directory/service-key';

/** Pulling all images touches all of them. */
const SERVICES_SHOWN = 5;

/** The services an operation touched, each with its page and this moment in its history. */
@Component({
  selector: 'app-operation-services',
  imports: [RouterLink],
  host: { class: 'block' },
  template: `
    <ul class="touched">
      @for (key of shown(); track key) {
        <li>
          <a class="link min-w-0 cut" [routerLink]="page(key)" [title]="key">{{ key }}</a>
          <a
            class="link"
            [routerLink]="history(key)"
            [queryParams]="{ id: 'o-' + operationId() }"
            [attr.aria-label]="'This operation in the history of ' + key"
            >History</a
          >
        </li>
      }
    </ul>
    @if (folded() > 0) {
      <button type="button" class="link fold-more" [attr.aria-expanded]="all()" (click)="all.set(!all())">
        {{ all() ? 'Show fewer' : 'Show ' + folded() + ' more' }}
      </button>
    }
  `,
})
export class OperationServices {
  readonly services = input.required<readonly string[]>();
  readonly operationId = input.required<string>();

  protected readonly all = signal(false);
  protected readonly shown = computed(() =>
    this.all() ? this.services() : this.services().slice(0, SERVICES_SHOWN),
  );
  protected readonly folded = computed(() => Math.max(0, this.services().length - SERVICES_SHOWN));
  protected readonly page = (key: string): readonly string[] => linkOfKey(key);
  protected readonly history = (key: string): readonly string[] => linkOfKey(key, 'history');
}
