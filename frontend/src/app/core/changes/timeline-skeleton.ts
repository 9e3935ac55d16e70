import { Component } from '@angular/core';

/** The shape of a list by day, while its first page is on its way. */
@Component({
  selector: 'app-timeline-skeleton',
  host: { class: 'block' },
  template: `
    <section class="panel" aria-busy="true" aria-label="Changes">
      <div class="timeline">
        <span class="skeleton mx-panel my-3.5 w-40"></span>
        <ol>
          @for (row of [1, 2, 3, 4, 5, 6]; track row) {
            <li>
              <span class="skeleton w-8"></span><span class="skeleton size-4"></span
              ><span class="skeleton w-72"></span>
            </li>
          }
        </ol>
      </div>
    </section>
  `,
})
export class TimelineSkeleton {}
