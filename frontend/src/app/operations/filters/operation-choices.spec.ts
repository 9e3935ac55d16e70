import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { BehaviorSubject, type Observable, of, Subject, throwError } from 'rxjs';
import type { Operation } from '#shared/operation';
import type { OperationFacets } from '#shared/operation-metrics';
import { operationWith } from '../../../testing/operations';
import { CommandsFeed } from '../../core/commands/commands-feed';
import type { OperationsFilter } from '../../core/operations/operations-api';
import { OperationsFeed } from '../../core/operations/operations-feed';
import { Ticker } from '../../ui/time/ticker';
import { OperationsAddress } from '../operations-address';
import { NO_FILTER, type OperationsQuery } from '../operations-query';
import { FacetsApi } from './facets-api';
import { OperationChoices } from './operation-choices';

const FACETS: OperationFacets = {
  ...{ commands: [], targets: ['media/jellyfin'], actors: [], truncated: false },
  counts: { commands: [], targets: [{ name: 'media/jellyfin', operations: 4 }], actors: [], statuses: [] },
};

describe('OperationChoices', () => {
  const asked: OperationsFilter[] = [];
  let query$: BehaviorSubject<OperationsQuery>;
  let told$: Subject<Operation>;
  let answer: () => Observable<OperationFacets>;

  beforeEach(() => {
    jest.useFakeTimers();
    asked.length = 0;
    query$ = new BehaviorSubject<OperationsQuery>({ ...NO_FILTER, id: null });
    told$ = new Subject();
    answer = () => of(FACETS);
    const facets = (filter: OperationsFilter): Observable<OperationFacets> => {
      asked.push(filter);
      return answer();
    };
    TestBed.configureTestingModule({
      providers: [
        OperationChoices,
        { provide: FacetsApi, useValue: { facets } },
        { provide: CommandsFeed, useValue: { titles$: of(new Map()) } },
        { provide: OperationsAddress, useValue: { query$ } },
        { provide: OperationsFeed, useValue: { told$ } },
        { provide: Ticker, useValue: { read: () => 0 } },
      ],
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const targets = (): readonly (readonly [string, number | null])[] => {
    const seen: (readonly (readonly [string, number | null])[])[] = [];
    TestBed.inject(OperationChoices)
      .choices$.subscribe((choices) => {
        seen.push(choices.targets.map(({ value, operations }) => [value, operations]));
      })
      .unsubscribe();
    return seen.at(-1) ?? [];
  };

  it('asks for what the list is narrowed to', () => {
    query$.next({ ...NO_FILTER, id: null, by: 'marta', result: 'running', text: ' disk ' });
    expect(targets()).toEqual([['media/jellyfin', 4]]);
    expect(asked).toEqual([{ actor: 'marta', status: ['queued', 'running'], q: 'disk' }]);
  });

  it('asks anew for another filter and as operations come, not for each of them, and not for a detail', () => {
    const subscription = TestBed.inject(OperationChoices).choices$.subscribe();
    query$.next({ ...query$.value, id: 'op-1' });
    expect(asked).toHaveLength(1);
    for (let each = 0; each < 5; each += 1) told$.next(operationWith());
    jest.advanceTimersByTime(2_000);
    expect(asked).toHaveLength(2);
    query$.next({ ...query$.value, command: 'docker.pull' });
    expect(asked.at(-1)).toEqual({ command: 'docker.pull' });
    subscription.unsubscribe();
  });

  it('keeps what is chosen where nothing can be learned', () => {
    answer = () => throwError(() => new HttpErrorResponse({ status: 0 }));
    query$.next({ ...NO_FILTER, id: null, target: 'edge/traefik' });
    expect(targets()).toEqual([['edge/traefik', null]]);
  });
});
