import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { ActivatedRoute, Router, RouterOutlet } from '@angular/router';
import { combineLatest, ignoreElements, map, merge, type Observable, tap, withLatestFrom } from 'rxjs';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { SERVICE_TABS, type ServiceTab } from '../core/directory/service-key';
import { Keys } from '../core/keyboard/keys';
import { ServiceDetailFeed } from './service-detail-feed';
import { ServiceHead } from './service-head';
import { ServiceLive } from './service-live';
import { neighboursOf, type ServicePageView } from './service-page-view';
import { ServiceTabs } from './service-tabs';

/** One service, live: what it is stands above its tabs. */
@Component({
  selector: 'app-service-page',
  imports: [AsyncPipe, RouterOutlet, ServiceHead, ServiceTabs],
  providers: [ServiceDetailFeed, ServiceLive],
  template: `
    @if (view$ | async; as view) {
      <app-service-head [view]="view" />
      <app-service-tabs [service]="view.address" />
      <router-outlet />
    }
  `,
})
export class ServicePage {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly keys = inject(Keys);
  private readonly feed = inject(DirectoryFeed);
  private readonly live = inject(ServiceLive);

  protected readonly view$: Observable<ServicePageView> = merge(
    this.live.view$,
    merge(
      this.keys.on('previous-detail').pipe(map(() => 'previous' as const)),
      this.keys.on('next-detail').pipe(map(() => 'next' as const)),
    ).pipe(
      withLatestFrom(combineLatest([this.feed.directory$, this.live.address$])),
      tap(([direction, [watched, address]]) => {
        const link = neighboursOf(watched, address, this.tab())[direction];
        if (link !== null) void this.router.navigate([...link]);
      }),
      ignoreElements(),
    ),
  );

  private tab(): ServiceTab {
    const shown = this.route.snapshot.firstChild?.url[0]?.path;
    return SERVICE_TABS.find((tab) => tab === shown) ?? 'overview';
  }
}
