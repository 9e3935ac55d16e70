import { Component, computed, input, output, signal } from '@angular/core';
import { Icon } from '../ui/icon/icon';
import type { ChangesQuery } from './changes-query';

/** Chooses a window by its two ends, in the zone of whoever looks. */
@Component({
  selector: 'app-range-field',
  imports: [Icon],
  host: { class: 'relative block', '(keydown.escape)': 'open.set(false)' },
  template: `
    <button
      type="button"
      class="btn btn-sm"
      aria-controls="range-form"
      [class.btn-on]="query().window === 'range'"
      [attr.aria-expanded]="open()"
      (click)="open.set(!open())"
    >
      <app-icon name="clock" />{{ label() }}
    </button>
    @if (open()) {
      <form id="range-form" class="range-form" (submit)="apply($event, from.value, to.value)">
        <label class="block"
          ><span class="field-label">From</span>
          <span class="field"
            ><input #from type="datetime-local" required [value]="local(query().from)" /></span
        ></label>
        <label class="block"
          ><span class="field-label">Until</span>
          <span class="field"><input #to type="datetime-local" required [value]="local(query().to)" /></span
        ></label>
        @if (problem() !== '') {
          <p class="hint hint-bad" role="alert">{{ problem() }}</p>
        }
        <div class="flex gap-2">
          <button type="submit" class="btn btn-primary">Show</button>
          <button type="button" class="btn btn-ghost" (click)="open.set(false)">Cancel</button>
        </div>
      </form>
    }
  `,
})
export class RangeField {
  readonly query = input.required<ChangesQuery>();
  readonly chosen = output<{ readonly from: string; readonly to: string }>();

  protected readonly open = signal(false);
  protected readonly problem = signal('');
  protected readonly label = computed(() => {
    const { window, from, to } = this.query();
    return window === 'range' && from !== null && to !== null ? `${short(from)} – ${short(to)}` : 'Range';
  });

  protected apply(event: Event, from: string, to: string): void {
    event.preventDefault();
    const [start, end] = [Date.parse(from), Date.parse(to)];
    if (Number.isNaN(start) || Number.isNaN(end) || start >= end) {
      this.problem.set('The end has to be after the beginning.');
      return;
    }
    this.problem.set('');
    this.open.set(false);
    this.chosen.emit({ from: new Date(start).toISOString(), to: new Date(end).toISOString() });
  }

  /** As the input wants it: local time, without a zone. */
  protected local(iso: string | null): string {
    if (iso === null) return '';
    const at = new Date(iso);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }
}

const SHORT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function short(iso: string): string {
  return SHORT.format(Date.parse(iso));
}
