import { Component, computed, input, output } from '@angular/core';
import type { Lens } from '#shared/change';
import { Icon } from '../../ui/icon/icon';
import { Moment } from '../../ui/time/moment';
import { LensList } from './lens-list';

/** What changed before something broke, where it broke lately. */
@Component({
  selector: 'app-lens-panel',
  imports: [Icon, LensList, Moment],
  host: { class: 'block' },
  template: `
    <section class="panel lens" aria-labelledby="lens-title">
      <app-icon class="glyph tone-bad" name="is-bad" />
      <div class="min-w-0">
        <h2 id="lens-title">
          {{ question() }} <app-moment class="text-muted font-normal" [at]="lens().failure.at" />
        </h2>
        <app-lens-list class="mt-2" [candidates]="lens().candidates" (chosen)="chosen.emit($event)" />
      </div>
    </section>
  `,
})
export class LensPanel {
  readonly lens = input.required<Lens>();
  readonly chosen = output<string>();

  protected readonly question = computed(() => `What changed before ${this.lens().failure.title}?`);
}
