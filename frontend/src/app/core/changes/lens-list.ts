import { Component, input, output } from '@angular/core';
import type { LensCandidate } from '#shared/change';
import { duration } from '../../ui/time/format-time';
import { actorOf } from './change-look';

/** What changed before a failure, the nearest first: facts and distances. No cause is claimed. */
@Component({
  selector: 'app-lens-list',
  host: { class: 'block' },
  template: `
    @if (candidates().length === 0) {
      <p class="text-muted">Nothing is known to have changed in the time before.</p>
    } @else {
      <ol class="lens-list">
        @for (candidate of candidates(); track candidate.change.id) {
          <li>
            <span class="text-muted">{{ distance(candidate.distanceMs) }}</span>
            <span>
              <button type="button" class="timeline-link" (click)="chosen.emit(candidate.change.id)">
                {{ candidate.change.title }}
              </button>
              <span class="ml-1.5 text-muted">{{ actorOf(candidate.change) }} · {{ candidate.fact }}</span>
            </span>
          </li>
        }
      </ol>
    }
  `,
})
export class LensList {
  readonly candidates = input.required<readonly LensCandidate[]>();
  /** A candidate's id. */
  readonly chosen = output<string>();

  protected readonly distance = duration;
  protected readonly actorOf = actorOf;
}
