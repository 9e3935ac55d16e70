import { Component, input } from '@angular/core';
import type { PartBar } from './progress-view';

/** How far each image has come, layer by layer. */
@Component({
  selector: 'app-part-bars',
  // Many of them scroll in a frame of their own, which has to be reached without a pointer.
  host: { class: 'part-bars', role: 'group', 'aria-label': 'Progress', tabindex: '0' },
  template: `
    @for (bar of bars(); track bar.id) {
      <div
        class="part-bar"
        role="progressbar"
        aria-valuemin="0"
        aria-valuemax="100"
        [class]="'part-' + bar.status"
        [attr.aria-label]="bar.label"
        [attr.aria-valuenow]="bar.percent"
        [attr.aria-valuetext]="[bar.amount, bar.note].join(' ').trim() || bar.status"
      >
        <code class="cut-start" [title]="bar.label"
          ><bdi>{{ bar.label }}</bdi></code
        >
        <span class="amount">
          @if (bar.amount) {
            <b>{{ bar.amount }}</b>
          }
          {{ bar.amount && bar.note ? '· ' : '' }}{{ bar.note }}
        </span>
        <span class="layers">
          @for (layer of bar.layers; track layer.id) {
            <i [style.flex-grow]="layer.weight"><i [style.width.%]="layer.percent"></i></i>
          } @empty {
            <i [class.layer-unknown]="bar.percent === null && bar.status === 'running'"
              ><i [style.width.%]="bar.percent ?? 0"></i
            ></i>
          }
        </span>
      </div>
    }
  `,
})
export class PartBars {
  readonly bars = input.required<readonly PartBar[]>();
}
