import { Component, computed, input } from '@angular/core';
import type { PortLink } from '../core/directory/port-links';

/** More do not fit a cell; the service's page has them all. */
const SHOWN_MAX = 3;

/** The ports of a service, as links where a browser can follow them. */
@Component({
  selector: 'app-service-ports',
  host: { class: 'contents' },
  template: `
    @for (port of shown(); track port.label) {
      @if (port.href; as href) {
        <a
          class="port"
          target="_blank"
          rel="noopener noreferrer"
          [href]="href"
          [title]="port.title"
          [attr.aria-label]="service() + ' on port ' + port.label + ', opens in a new tab'"
          ><code>{{ port.label }}</code></a
        >
      } @else {
        <code class="port text-subtle" [title]="port.title">{{ port.label }}</code>
      }
    } @empty {
      <span class="text-subtle max-md:hidden">–</span>
    }
    @if (more() > 0) {
      <span class="count" [title]="rest()">{{ more() }} more</span>
    }
  `,
})
export class ServicePorts {
  readonly ports = input.required<readonly PortLink[]>();
  /** Whose ports they are, for the links' names. */
  readonly service = input.required<string>();

  protected readonly shown = computed(() => this.ports().slice(0, SHOWN_MAX));
  protected readonly more = computed(() => Math.max(0, this.ports().length - SHOWN_MAX));
  protected readonly rest = computed(() =>
    this.ports()
      .slice(SHOWN_MAX)
      .map(({ label }) => label)
      .join(', '),
  );
}
