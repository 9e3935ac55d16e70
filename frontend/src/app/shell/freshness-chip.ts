import { Component, computed, inject, input, output } from '@angular/core';
import type { Freshness } from '../core/directory/freshness';
import type { Connection } from '../core/realtime/connection';
import { Icon } from '../ui/icon/icon';
import { Countdown } from '../ui/time/countdown';
import { age, clockTime, exactTime } from '../ui/time/format-time';
import { Ticker } from '../ui/time/ticker';

/** How old the picture is, or that it cannot be renewed for the moment. */
@Component({
  selector: 'app-freshness-chip',
  imports: [Countdown, Icon],
  host: { class: 'flex min-w-0 items-center' },
  template: `
    @let how = freshness();
    @if (retryAt(); as retryAt) {
      <span
        class="badge badge-warn"
        title="The connection to the server is lost. It is tried again by itself."
      >
        <app-icon name="unplug" />
        <span
          >Reconnecting<span class="max-sm:sr-only">, next try in <app-countdown [to]="retryAt" /></span
        ></span>
      </span>
      <button type="button" class="btn btn-ghost btn-sm ml-1 max-md:hidden" (click)="tryNow.emit()">
        Try now
      </button>
    } @else {
      @switch (how.status) {
        @case ('none') {
          @if (isFirst()) {
            <span class="fresh"><app-icon class="animate-spin" name="is-starting" />Connecting</span>
          }
        }
        @case ('live') {
          <span class="fresh fresh-live" [title]="confirmed(how.at)">
            <app-icon name="pulse" /><span class="max-[26rem]:sr-only">Live</span
            ><time [attr.datetime]="iso(how.at)">{{ clock(how.at) }}</time>
          </span>
        }
        @case ('late') {
          <span class="fresh fresh-late" [title]="confirmed(how.at)">
            <app-icon name="clock" />Updated {{ ageOf(how.at) }} ago
          </span>
        }
        @case ('stale') {
          <span class="badge badge-warn" [title]="confirmed(how.at)">
            <app-icon name="clock" />As of
            <time [attr.datetime]="iso(how.at)">{{ clock(how.at) }}</time>
          </span>
        }
      }
    }
  `,
})
export class FreshnessChip {
  readonly freshness = input.required<Freshness>();
  readonly connection = input.required<Connection>();
  /** The first picture is on its way. */
  readonly isFirst = input.required<boolean>();
  /** What answers, for the tooltip; null while that is not known. */
  readonly engineName = input.required<string | null>();
  readonly tryNow = output();

  private readonly ticker = inject(Ticker);
  protected readonly retryAt = computed(() => {
    const connection = this.connection();
    return connection.status === 'waiting' ? connection.retryAt : null;
  });
  protected readonly clock = clockTime;

  protected confirmed(at: number): string {
    return `Confirmed by ${this.engineName() ?? 'the engine'} on ${exactTime(at)}`;
  }

  protected iso(at: number): string {
    return new Date(at).toISOString();
  }

  protected ageOf(at: number): string {
    return age(this.ticker.now() - at);
  }
}
