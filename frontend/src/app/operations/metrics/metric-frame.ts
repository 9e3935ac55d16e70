import { Component, input, output } from '@angular/core';
import { type PickedBars, TimePick } from './time-pick';

/** One measure over time: what it is, how much, against when, and its chart, from which a stretch can be chosen. */
@Component({
  selector: 'app-metric-frame',
  imports: [TimePick],
  host: { class: 'metric' },
  template: `
    <div class="metric-head">
      <h2>{{ name() }}</h2>
      <ng-content select="[beside]" />
    </div>
    <p class="metric-value">
      {{ value() }}<small>{{ unit() }}</small>
    </p>
    @if (before() !== '') {
      <p class="metric-before">{{ before() }}</p>
    }
    <app-time-pick
      class="metric-chart"
      [label]="name() + ' over time, choose a stretch to narrow the window'"
      [texts]="texts()"
      (picked)="picked.emit($event)"
    >
      <ng-content />
    </app-time-pick>
  `,
})
export class MetricFrame {
  readonly name = input.required<string>();
  readonly value = input.required<string>();
  readonly unit = input.required<string>();
  /** What it was before; empty where there is nothing to compare with. */
  readonly before = input.required<string>();
  /** What each bar says. */
  readonly texts = input.required<readonly string[]>();
  readonly picked = output<PickedBars>();
}
