import { Component, computed, input, signal } from '@angular/core';
import type { Label } from '#shared/service-detail';
import { Icon } from '../ui/icon/icon';
import { labelsMatching, sortLabels } from './label-list';

/** More are shown when they are asked for. */
const SHOWN_AT_FIRST = 6;

/** The labels of a container. What looks like a secret stays on the server. */
@Component({
  selector: 'app-labels-panel',
  imports: [Icon],
  host: { class: 'contents' },
  template: `
    <section class="panel" aria-labelledby="labels-title">
      <header class="panel-head">
        <h2 id="labels-title">Labels</h2>
        <span class="count">{{ labels().length }}</span>
        @if (all()) {
          <div class="field ml-auto h-7 w-44" role="search">
            <app-icon name="search" />
            <input
              #field
              type="search"
              aria-label="Filter labels"
              placeholder="Filter"
              [value]="text()"
              (input)="text.set(field.value)"
            />
          </div>
        }
      </header>
      @if (labels().length === 0) {
        <p class="px-panel py-3.5 text-muted">The container has no labels.</p>
      } @else {
        <ul class="pairs">
          @for (label of shown(); track label.name) {
            <li>
              <code>{{ label.name }}</code>
              @if (label.value === null) {
                <span><span class="redacted">hidden</span></span>
              } @else {
                <code class="text-muted">{{ label.value === '' ? '–' : label.value }}</code>
              }
            </li>
          } @empty {
            <li class="text-muted">No label matches “{{ text() }}”.</li>
          }
        </ul>
        @if (more() > 0) {
          <button type="button" class="btn btn-ghost btn-sm m-2" (click)="all.set(true)">
            Show {{ more() }} more
          </button>
        }
      }
    </section>
  `,
})
export class LabelsPanel {
  readonly labels = input.required<readonly Label[]>();

  protected readonly text = signal('');
  private readonly sorted = computed(() => sortLabels(this.labels()));
  protected readonly all = signal(false);
  protected readonly shown = computed(() =>
    this.all() ? labelsMatching(this.sorted(), this.text()) : this.sorted().slice(0, SHOWN_AT_FIRST),
  );
  protected readonly more = computed(() => (this.all() ? 0 : this.labels().length - SHOWN_AT_FIRST));
}
