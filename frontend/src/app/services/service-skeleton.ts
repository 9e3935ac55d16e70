import { Component } from '@angular/core';

/** The page's own shape, while the details are on their way. */
@Component({
  selector: 'app-service-skeleton',
  host: { class: 'contents', 'aria-busy': 'true' },
  template: `
    <div class="columns">
      <div class="column">
        @for (title of ['Health checks', 'Environment', 'Mounts']; track title) {
          <section class="panel">
            <header class="panel-head">
              <h2>{{ title }}</h2>
            </header>
            <div class="grid gap-4 p-panel">
              <span class="skeleton w-3/5"></span><span class="skeleton w-2/5"></span>
            </div>
          </section>
        }
      </div>
      <div class="column">
        <section class="panel">
          <header class="panel-head"><h2>Container</h2></header>
          <div class="grid gap-5 p-panel">
            @for (width of ['w-4/5', 'w-2/5', 'w-2/5', 'w-3/5', 'w-1/5', 'w-2/5', 'w-3/5']; track $index) {
              <span class="skeleton" [class]="width"></span>
            }
          </div>
        </section>
      </div>
    </div>
  `,
})
export class ServiceSkeleton {}
