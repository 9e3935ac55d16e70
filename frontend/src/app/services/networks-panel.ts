import { Component, input } from '@angular/core';
import type { NetworkAttachment } from '#shared/service-detail';

/** The networks a container is on, and what it is called there. */
@Component({
  selector: 'app-networks-panel',
  host: { class: 'contents' },
  template: `
    <section class="panel" aria-labelledby="networks-title">
      <header class="panel-head">
        <h2 id="networks-title">Networks</h2>
        <span class="count">{{ networks().length }}</span>
      </header>
      @if (networks().length === 0) {
        <p class="px-panel py-3.5 text-muted">The container is on no network.</p>
      } @else {
        <ul class="pairs">
          @for (network of networks(); track network.name) {
            <li>
              <span>{{ network.name }}</span>
              <span>
                <code>{{ network.ipAddress ?? '–' }}</code>
                @if (network.aliases.length > 0) {
                  <span class="text-subtle"> · as {{ network.aliases.join(', ') }}</span>
                }
              </span>
            </li>
          }
        </ul>
      }
    </section>
  `,
})
export class NetworksPanel {
  readonly networks = input.required<readonly NetworkAttachment[]>();
}
