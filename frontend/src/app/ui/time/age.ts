import { Component, computed, inject, input } from '@angular/core';
import { age, exactTime } from './format-time';
import { Ticker } from './ticker';

/** How long something has lasted: `6 min`. The exact moment is in the tooltip. */
@Component({
  selector: 'app-age',
  template: `<time [attr.datetime]="since()" [attr.title]="exact()">{{ text() }}</time>`,
})
export class Age {
  /** ISO 8601. */
  readonly since = input.required<string>();

  private readonly ticker = inject(Ticker);
  private readonly at = computed(() => Date.parse(this.since()));
  protected readonly text = computed(() => age(this.ticker.now() - this.at()));
  protected readonly exact = computed(() => exactTime(this.at()));
}
