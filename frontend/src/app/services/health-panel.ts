import { Component, computed, input } from '@angular/core';
import type { ContainerDetail } from '#shared/service-detail';
import { duration } from '../ui/time/format-time';
import { Moment } from '../ui/time/moment';
import { healthViewOf } from './health-view';

/** How the container's own check went, the last times it ran. */
@Component({
  selector: 'app-health-panel',
  imports: [Moment],
  host: { class: 'contents' },
  template: `
    @let health = view();
    <section class="panel" aria-labelledby="health-title">
      <header class="panel-head">
        <h2 id="health-title">Health checks</h2>
        @if (health; as check) {
          <span class="count ml-auto pr-2">every {{ duration(check.intervalMs) }}</span>
        }
      </header>
      <div class="px-panel py-3.5">
        @if (health === null) {
          <p class="text-muted">
            This container has no health check: whether it runs is all there is to know. Add a
            <code>healthcheck</code> to its compose file to know more.
          </p>
        } @else if (health.last === null) {
          <p class="text-muted">No check has run since the container was started.</p>
        } @else {
          <div class="pips" role="img" [attr.aria-label]="health.summary">
            @for (pip of health.pips; track $index) {
              <i [class.pip-failed]="pip.failed" [title]="pip.title"></i>
            }
          </div>
          <p class="mt-2.5 text-muted">
            <b class="font-medium text-fg">{{ health.summary }}</b>
            Last <app-moment [at]="health.last.endedAt" />: {{ health.lastWords }}
          </p>
          @if (health.output !== '') {
            <pre class="output mt-2.5" tabindex="0" aria-label="Output of the last check">{{
              health.output
            }}</pre>
          }
        }
      </div>
    </section>
  `,
})
export class HealthPanel {
  readonly container = input.required<ContainerDetail>();

  protected readonly view = computed(() => healthViewOf(this.container().healthCheck));
  protected readonly duration = duration;
}
