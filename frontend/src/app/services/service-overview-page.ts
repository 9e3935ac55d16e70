import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Failed } from '../core/failed/failed';
import { type Failure, wordsOf } from '../core/http/failure';
import { Empty } from '../ui/empty/empty';
import { ServiceLive } from './service-live';
import { ServiceOverview } from './service-overview';
import { ServiceSkeleton } from './service-skeleton';

/** The first tab of a service: how it is and how it is made. */
@Component({
  selector: 'app-service-overview-page',
  imports: [AsyncPipe, Empty, Failed, RouterLink, ServiceOverview, ServiceSkeleton],
  template: `
    @if (live.view$ | async; as view) {
      @switch (view.status) {
        @case ('loading') {
          <app-service-skeleton />
        }
        @case ('missing') {
          <section class="panel">
            <app-empty icon="box" [title]="'There is no service “' + view.address.name + '”'">
              The engine has no container of this name in {{ view.address.project }}, running or stopped. It
              may have been removed or renamed.
              <a action class="btn" [routerLink]="['/projects', view.address.project]"
                >Show {{ view.address.project }}</a
              >
              <a action class="btn btn-ghost" routerLink="../history">Show its history</a>
            </app-empty>
          </section>
        }
        @case ('failed') {
          <app-failed
            [title]="words(view.failure).title"
            [text]="words(view.failure).text"
            [details]="view.failure"
            (again)="live.askAgain()"
          />
        }
        @case ('shown') {
          <app-service-overview [view]="view" (containerChosen)="chooseContainer($event)" />
        }
      }
    }
  `,
})
export class ServiceOverviewPage {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  protected readonly live = inject(ServiceLive);

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }

  protected chooseContainer(container: string): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { container },
      queryParamsHandling: 'merge',
      scroll: 'manual',
    });
  }
}
