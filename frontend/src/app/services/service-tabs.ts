import { Component, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { SERVICE_TABS, serviceLink, type ServiceTab } from '../core/directory/service-key';
import type { ServiceAddress } from './service-page-view';

const WORDS: Readonly<Record<ServiceTab, string>> = { overview: 'Overview', history: 'History' };

/** The parts of a service's page. */
@Component({
  selector: 'app-service-tabs',
  imports: [RouterLink, RouterLinkActive],
  host: { class: 'block min-w-0' },
  template: `
    <nav class="tabs" aria-label="Parts of the service" data-keeps-focus>
      @for (tab of tabs; track tab) {
        <a [routerLink]="link(service(), tab)" routerLinkActive ariaCurrentWhenActive="page">{{
          words[tab]
        }}</a>
      }
    </nav>
  `,
})
export class ServiceTabs {
  readonly service = input.required<ServiceAddress>();

  protected readonly tabs = SERVICE_TABS;
  protected readonly words = WORDS;
  protected readonly link = serviceLink;
}
