import { Component, computed, inject, input } from '@angular/core';
import { countdown } from './format-time';
import { Ticker } from './ticker';

/** How long until something happens: `8 s`. */
@Component({ selector: 'app-countdown', template: `{{ text() }}` })
export class Countdown {
  /** Milliseconds since 1970, by the server's clock. */
  readonly to = input.required<number>();

  private readonly ticker = inject(Ticker);
  protected readonly text = computed(() => countdown(this.to() - this.ticker.now()));
}
