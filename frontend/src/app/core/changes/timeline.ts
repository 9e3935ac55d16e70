import { Component, computed, ElementRef, inject, input, output } from '@angular/core';
import type { Change } from '#shared/change';
import { Icon } from '../../ui/icon/icon';
import { clockTime, exactTime } from '../../ui/time/format-time';
import { Ticker } from '../../ui/time/ticker';
import { actorOf, lookOf } from './change-look';
import { groupByDay } from './day-groups';

/** Changes by day: when, what, who. The chosen one opens its detail. */
@Component({
  selector: 'app-timeline',
  imports: [Icon],
  host: { class: 'block' },
  template: `
    <div class="timeline">
      @for (day of days(); track day.title) {
        <h2>{{ day.title }}</h2>
        <ol>
          @for (change of day.changes; track change.id) {
            @let look = looks(change);
            <li
              [class]="'tone-' + look.tone"
              [attr.data-key]="change.id"
              [attr.aria-current]="change.id === selected() ? 'true' : null"
            >
              <time [attr.datetime]="change.at" [attr.title]="exact(change)">{{ clock(change) }}</time>
              <app-icon class="glyph" [class.animate-spin]="look.icon === 'is-starting'" [name]="look.icon" />
              <div class="min-w-0">
                <button
                  type="button"
                  class="timeline-link"
                  data-row-link
                  [attr.aria-expanded]="change.id === selected()"
                  (click)="chosen.emit(change.id)"
                >
                  {{ change.title }}
                </button>
                @if (change.detail !== '' || look.icon === 'outside') {
                  <p>
                    @if (look.icon === 'outside') {
                      <span class="badge badge-warn">Outside</span>
                    }
                    {{ change.detail }}
                  </p>
                }
              </div>
              <span class="timeline-by">{{ actorOf(change) }}</span>
            </li>
          }
        </ol>
      }
    </div>
  `,
})
export class Timeline {
  /** Newest first. */
  readonly changes = input.required<readonly Change[]>();
  readonly selected = input<string | null>(null);
  readonly chosen = output<string>();

  private readonly ticker = inject(Ticker);
  private readonly today = computed(() => new Date(this.ticker.now()).toDateString());
  protected readonly days = computed(() => groupByDay(this.changes(), Date.parse(this.today())));
  protected readonly looks = lookOf;
  protected readonly actorOf = actorOf;

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** Moves the focus one change on, or back; from the selected one where none has it. Gives the id of where it went. */
  step(direction: 1 | -1): string | null {
    const rows = [...this.element.querySelectorAll<HTMLElement>('[data-key]')];
    const focused = document.activeElement?.closest('[data-key]') ?? null;
    const from = rows.findIndex((row) =>
      focused === null ? row.dataset['key'] === this.selected() : row === focused,
    );
    const row = rows[from === -1 ? 0 : from + direction];
    row?.querySelector<HTMLElement>('[data-row-link]')?.focus();
    return row?.dataset['key'] ?? null;
  }

  protected clock({ at }: Change): string {
    return clockTime(Date.parse(at)).slice(0, 5);
  }

  protected exact({ at }: Change): string {
    return exactTime(Date.parse(at));
  }
}
