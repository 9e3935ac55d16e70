import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import {
  combineLatest,
  ignoreElements,
  map,
  merge,
  type Observable,
  switchMap,
  tap,
  withLatestFrom,
} from 'rxjs';
import { AttentionFeed } from '../core/directory/attention-feed';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { Failed } from '../core/failed/failed';
import { type Failure, wordsOf } from '../core/http/failure';
import { Keys } from '../core/keyboard/keys';
import { Empty } from '../ui/empty/empty';
import { ServiceDetailFeed } from './service-detail-feed';
import { ServiceHead } from './service-head';
import { ServiceOverview } from './service-overview';
import {
  neighboursOf,
  type ServiceAddress,
  type ServicePageView,
  servicePageViewOf,
} from './service-page-view';
import { ServiceSkeleton } from './service-skeleton';

/** One service, live. */
@Component({
  selector: 'app-service-page',
  imports: [AsyncPipe, Empty, Failed, RouterLink, ServiceHead, ServiceOverview, ServiceSkeleton],
  providers: [ServiceDetailFeed],
  template: `
    @if (view$ | async; as view) {
      <app-service-head [view]="view" />
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
              <a action class="btn btn-ghost" routerLink="/">Go to the overview</a>
            </app-empty>
          </section>
        }
        @case ('failed') {
          <app-failed
            [title]="words(view.failure).title"
            [text]="words(view.failure).text"
            [details]="view.failure"
            (again)="details.askAgain()"
          />
        }
        @case ('shown') {
          <app-service-overview [view]="view" (containerChosen)="chooseContainer($event)" />
        }
      }
    }
  `,
})
export class ServicePage {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly keys = inject(Keys);
  private readonly feed = inject(DirectoryFeed);
  private readonly attention = inject(AttentionFeed);
  protected readonly details = inject(ServiceDetailFeed);

  private readonly address$: Observable<ServiceAddress> = this.route.paramMap.pipe(
    map((params) => {
      const project = params.get('project') ?? '';
      const name = params.get('service') ?? '';
      return { key: `${project}/${name}`, project, name };
    }),
  );

  protected readonly view$: Observable<ServicePageView> = merge(
    this.address$.pipe(
      switchMap((address) =>
        combineLatest({
          loaded: this.details.of(address.key),
          watched: this.feed.directory$,
          freshness: this.feed.freshness$,
          attention: this.attention.items$,
          container: this.route.queryParamMap.pipe(map((params) => params.get('container'))),
        }).pipe(map((parts) => servicePageViewOf({ ...parts, address }))),
      ),
    ),
    merge(
      this.keys.on('previous-detail').pipe(map(() => 'previous' as const)),
      this.keys.on('next-detail').pipe(map(() => 'next' as const)),
    ).pipe(
      withLatestFrom(this.feed.directory$, this.address$),
      tap(([direction, watched, address]) => {
        const link = neighboursOf(watched, address)[direction];
        if (link !== null) void this.router.navigate([...link]);
      }),
      ignoreElements(),
    ),
  );

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
