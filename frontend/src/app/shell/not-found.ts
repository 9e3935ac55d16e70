import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Icon } from '../ui/icon/icon';

/** No page has this address. */
@Component({
  selector: 'app-not-found',
  imports: [Icon, RouterLink],
  template: `
    <section class="panel">
      <div class="empty">
        <app-icon name="search" />
        <h1 class="text-base" tabindex="-1">There is no page here</h1>
        <p>
          Nothing has the address <code>{{ path }}</code>. It may be from another version, or be mistyped.
        </p>
        <div class="empty-actions"><a class="btn" routerLink="/">Go to the overview</a></div>
      </div>
    </section>
  `,
})
export class NotFound {
  protected readonly path = inject(Router).url.split(/[?#]/, 1)[0];
}
