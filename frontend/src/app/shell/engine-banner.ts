import { Component, computed, inject, input, output } from '@angular/core';
import type { EngineError, EngineErrorCode } from '#shared/engine';
import { Icon } from '../ui/icon/icon';
import { Countdown } from '../ui/time/countdown';
import { age, clockTime } from '../ui/time/format-time';
import { Ticker } from '../ui/time/ticker';

/** What happened, in a few words, where it is not simply that no answer comes. */
const TITLES: Partial<Record<EngineErrorCode, string>> = {
  engine_permission_denied: 'The Docker engine refuses access',
  engine_not_found: 'There is no Docker engine',
  engine_too_old: 'The Docker engine is too old',
  engine_too_new: 'The Docker engine is too new',
  engine_garbled: 'The Docker engine cannot be understood',
};

/** The engine cannot be used: why, how old what one sees is, when it is tried again. */
@Component({
  selector: 'app-engine-banner',
  imports: [Countdown, Icon],
  host: { class: 'note note-bad' },
  template: `
    <app-icon name="unplug" />
    <div class="note-text">
      <div role="alert">
        <b>{{ title() }}</b>
        <p>{{ error().message }} {{ error().action }}</p>
      </div>
      <p>
        @if (asOf(); as at) {
          What you see is from <b>{{ clock(at) }}</b>, {{ ageOf(at) }} ago.
        } @else {
          Nothing is known about the services yet.
        }
      </p>
      <div class="note-actions">
        <button type="button" class="btn btn-sm" [attr.aria-busy]="checking()" (click)="check.emit()">
          <app-icon [class.animate-spin]="checking()" [name]="checking() ? 'is-starting' : 'sync'" />
          {{ checking() ? 'Trying' : 'Try again' }}
        </button>
        @if (retryAt(); as at) {
          <span class="text-subtle" aria-hidden="true">next try in <app-countdown [to]="at" /></span>
        }
      </div>
    </div>
  `,
})
export class EngineBanner {
  readonly error = input.required<EngineError>();
  /** When the picture was last confirmed, in milliseconds since 1970; null if it never was. */
  readonly asOf = input.required<number | null>();
  readonly asked = input.required<boolean>();
  readonly check = output();

  private readonly ticker = inject(Ticker);
  protected readonly title = computed(() => TITLES[this.error().code] ?? 'The Docker engine does not answer');
  /** A try is under way: the server says so by naming no next one. */
  protected readonly checking = computed(() => this.asked() || this.error().retryAt === null);
  protected readonly retryAt = computed(() => {
    const { retryAt } = this.error();
    return retryAt === null || this.asked() ? null : Date.parse(retryAt);
  });
  protected readonly clock = clockTime;

  protected ageOf(at: number): string {
    return age(this.ticker.now() - at);
  }
}
