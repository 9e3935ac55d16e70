import { Component, input, output } from '@angular/core';
import { STATE_FILTERS, type StateFilter } from './directory-query';

export const STATE_WORDS: Readonly<Record<StateFilter, string>> = {
  all: 'All',
  attention: 'Needs attention',
  running: 'Running',
  stopped: 'Stopped',
};

/** Chooses services by how they are, and says how many there are of each. */
@Component({
  selector: 'app-state-segment',
  host: { class: 'block' },
  template: `
    <div class="seg" role="group" aria-label="Filter by state">
      @for (state of states; track state) {
        <button type="button" [attr.aria-pressed]="state === chosen()" (click)="choose.emit(state)">
          {{ words[state] }} <small>{{ counts()?.[state] }}</small>
        </button>
      }
    </div>
  `,
})
export class StateSegment {
  readonly chosen = input.required<StateFilter>();
  /** Null while they are not known. */
  readonly counts = input.required<Readonly<Record<StateFilter, number>> | null>();
  readonly choose = output<StateFilter>();

  protected readonly states = STATE_FILTERS;
  protected readonly words = STATE_WORDS;
}
