import { Component, computed, inject, input } from '@angular/core';
import { exactTime, moment } from './format-time';
import { Ticker } from './ticker';

/** When something happened: `14:32:08` today, `9 June, 14:32` earlier. The exact moment is in the tooltip. */
@Component({
  selector: 'app-moment',
  template: `<time [attr.datetime]="at()" [attr.title]="exact()">{{ text() }}</time>`,
})
export class Moment {
  /** ISO 8601. */
  readonly at = input.required<string>();

  private readonly ticker = inject(Ticker);
  private readonly time = computed(() => Date.parse(this.at()));
  protected readonly text = computed(() => moment(this.time(), this.ticker.now()));
  protected readonly exact = computed(() => exactTime(this.time()));
}
