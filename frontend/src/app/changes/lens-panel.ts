import { Component, computed, input, output } from '@angular/core';
import type { Lens } from '#shared/change';
import { actorText } from '../core/changes/change-look';
import { Icon } from '../ui/icon/icon';
import { Moment } from '../ui/time/moment';
import { duration } from '../ui/time/format-time';

/** What changed before something broke: facts and distances, the nearest first. No cause is claimed. */
@Component({
  selector: 'app-lens-panel',
  imports: [Icon, Moment],
  host: { class: 'block' },
  template: `
    <section class="panel lens" aria-labelledby="lens-title">
      <app-icon class="glyph tone-bad" name="is-bad" />
      <div class="min-w-0">
        <h2 id="lens-title">
          {{ question() }} <app-moment class="text-muted font-normal" [at]="lens().failure.at" />
        </h2>
        @if (lens().candidates.length === 0) {
          <p class="text-muted">Nothing is known to have changed in the time before.</p>
        } @else {
          <ol>
            @for (candidate of lens().candidates; track candidate.change.id) {
              <li>
                <span class="text-muted">{{ distance(candidate.distanceMs) }}</span>
                <span>
                  <button type="button" class="timeline-link" (click)="chosen.emit(candidate.change.id)">
                    {{ candidate.change.title }}
                  </button>
                  <span class="ml-1.5 text-muted"
                    >{{ actor(candidate.change.actor) }} · {{ candidate.fact }}</span
                  >
                </span>
              </li>
            }
          </ol>
        }
      </div>
    </section>
  `,
})
export class LensPanel {
  readonly lens = input.required<Lens>();
  readonly chosen = output<string>();

  protected readonly question = computed(() => `What changed before ${this.lens().failure.title}?`);
  protected readonly distance = duration;
  protected readonly actor = actorText;
}
