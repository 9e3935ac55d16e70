import { Component, computed, input, signal } from '@angular/core';

/** More are shown when they are asked for. */
const SHOWN_AT_FIRST = 12;

/** The names of a container's environment variables. */
@Component({
  selector: 'app-environment-panel',
  host: { class: 'contents' },
  template: `
    <section class="panel" aria-labelledby="environment-title">
      <header class="panel-head">
        <h2 id="environment-title">Environment</h2>
        <span class="count">{{ names().length }}</span>
        <span class="count ml-auto cut pr-2">Values never leave the server</span>
      </header>
      @if (names().length === 0) {
        <p class="px-panel py-3.5 text-muted">No variables are set.</p>
      } @else {
        <ul class="names">
          @for (variable of shown(); track variable.name) {
            <li>
              <code>{{ variable.name }}</code><span class="redacted">hidden</span>
            </li>
          }
        </ul>
        @if (shown().length < names().length) {
          <button type="button" class="btn btn-ghost btn-sm mb-2 ml-2" (click)="all.set(true)">
            Show {{ names().length - shown().length }} more
          </button>
        }
      }
    </section>
  `,
})
export class EnvironmentPanel {
  readonly names = input.required<readonly { readonly name: string }[]>();

  protected readonly all = signal(false);
  protected readonly shown = computed(() =>
    this.all() ? this.names() : this.names().slice(0, SHOWN_AT_FIRST),
  );
}
