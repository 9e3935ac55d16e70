import { Component, input } from '@angular/core';
import type { Mount } from '#shared/service-detail';

/** What of the host a container sees, and where. */
@Component({
  selector: 'app-mounts-panel',
  host: { class: 'contents' },
  template: `
    <section class="panel" aria-labelledby="mounts-title">
      <header class="panel-head">
        <h2 id="mounts-title">Mounts</h2>
        <span class="count">{{ mounts().length }}</span>
      </header>
      @if (mounts().length === 0) {
        <p class="px-panel py-3.5 text-muted">
          Nothing is mounted: what the container writes is gone when it is recreated.
        </p>
      } @else {
        <ul class="pairs">
          @for (mount of mounts(); track mount.target) {
            <li>
              <code>{{ mount.target }}</code>
              <span>
                <code class="text-muted">{{ mount.source === '' ? 'in memory' : mount.source }}</code>
                <span class="text-subtle"> · {{ mount.type }}{{ mount.writable ? '' : ', read only' }}</span>
              </span>
            </li>
          }
        </ul>
      }
    </section>
  `,
})
export class MountsPanel {
  readonly mounts = input.required<readonly Mount[]>();
}
