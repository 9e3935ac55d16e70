import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { BehaviorSubject, type Observable, Subject, type Subscription } from 'rxjs';
import type { Service } from '#shared/service';
import type { ServiceDetail } from '#shared/service-detail';
import { directoryOf, serviceWith } from '../../testing/services';
import { DirectoryFeed } from '../core/directory/directory-feed';
import type { Directory } from '../core/directory/reduce-services';
import type { Watched } from '../core/realtime/topic';
import { ServiceDetailFeed } from './service-detail-feed';
import type { LoadedDetail } from './service-page-view';
import { ServicesApi } from './services-api';

const KEY = 'media/jellyfin';
const detailNamed = (name: string): ServiceDetail => ({
  ...serviceWith(KEY, { name }),
  containers: [],
  compose: null,
});

describe('ServiceDetailFeed', () => {
  let answers: Subject<ServiceDetail>[];
  let directory$: BehaviorSubject<Watched<Directory>>;
  let feed: ServiceDetailFeed;
  let seen: LoadedDetail[];
  let listening: Subscription;

  beforeEach(() => {
    answers = [];
    seen = [];
    directory$ = new BehaviorSubject<Watched<Directory>>({ status: 'waiting' });
    const detail = (): Observable<ServiceDetail> => {
      const answer = new Subject<ServiceDetail>();
      answers.push(answer);
      return answer;
    };
    TestBed.configureTestingModule({
      providers: [
        ServiceDetailFeed,
        { provide: ServicesApi, useValue: { detail } },
        { provide: DirectoryFeed, useValue: { directory$ } },
      ],
    });
    feed = TestBed.inject(ServiceDetailFeed);
    listening = feed.of(KEY).subscribe((loaded) => seen.push(loaded));
  });

  afterEach(() => {
    listening.unsubscribe();
  });

  const know = (...services: readonly Service[]): void => {
    directory$.next({ status: 'known', value: directoryOf(services) });
  };

  it('asks once, although the directory becomes known meanwhile', () => {
    know(serviceWith(KEY));
    expect(answers).toHaveLength(1);
  });

  it('asks anew when the service changes, and shows what it has until the answer is there', () => {
    know(serviceWith(KEY));
    answers[0]?.next(detailNamed('first'));
    know(serviceWith(KEY, { state: 'stopped' }));
    expect(answers).toHaveLength(2);
    expect(seen.at(-1)?.detail?.name).toBe('first');
    answers[1]?.next(detailNamed('second'));
    expect(seen.at(-1)?.detail?.name).toBe('second');
  });

  it('does not mind changes of other services, nor that the service is gone', () => {
    const jellyfin = serviceWith(KEY);
    know(jellyfin, serviceWith('dev/forgejo'));
    know(jellyfin, serviceWith('dev/forgejo', { state: 'stopped' }));
    know(serviceWith('dev/forgejo'));
    expect(answers).toHaveLength(1);
    know(serviceWith(KEY));
    expect(answers).toHaveLength(2);
  });

  it('keeps what it has when an answer does not come, and asks again when told to', () => {
    answers[0]?.next(detailNamed('first'));
    feed.askAgain();
    answers[1]?.error(new HttpErrorResponse({ status: 0 }));
    expect(seen.at(-1)).toMatchObject({ detail: { name: 'first' }, failure: { kind: 'offline' } });
    feed.askAgain();
    answers[2]?.next(detailNamed('third'));
    expect(seen.at(-1)).toMatchObject({ detail: { name: 'third' }, failure: null });
  });
});
