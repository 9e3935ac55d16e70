import { inject, Injectable } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { combineLatest, distinctUntilChanged, map, type Observable, shareReplay, switchMap } from 'rxjs';
import { AttentionFeed } from '../core/directory/attention-feed';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { ServiceDetailFeed } from './service-detail-feed';
import { type ServiceAddress, type ServicePageView, servicePageViewOf } from './service-page-view';

/** The service the page is about, live: for its head and for each of its tabs. */
@Injectable()
export class ServiceLive {
  private readonly route = inject(ActivatedRoute);
  private readonly feed = inject(DirectoryFeed);
  private readonly attention = inject(AttentionFeed);
  private readonly details = inject(ServiceDetailFeed);

  readonly address$: Observable<ServiceAddress> = this.route.paramMap.pipe(
    map((params) => {
      const project = params.get('project') ?? '';
      const name = params.get('service') ?? '';
      return { key: `${project}/${name}`, project, name };
    }),
    distinctUntilChanged((a, b) => a.key === b.key),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  readonly view$: Observable<ServicePageView> = this.address$.pipe(
    switchMap((address) =>
      combineLatest({
        loaded: this.details.of(address.key),
        watched: this.feed.directory$,
        freshness: this.feed.freshness$,
        attention: this.attention.items$,
        container: this.route.queryParamMap.pipe(map((params) => params.get('container'))),
      }).pipe(map((parts) => servicePageViewOf({ ...parts, address }))),
    ),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  askAgain(): void {
    this.details.askAgain();
  }
}
