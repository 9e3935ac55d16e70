import { Injectable } from '@nestjs/common';
import type { Change, ChangeLanes, ChangesPage, LensAnswer } from '#shared/change';
import { wordsOf } from '#shared/search-words';
import { InvalidRequest, NotFound } from '../../platform/errors/request-errors.ts';
import { Clock } from '../../platform/time/clock.ts';
import { LOOK_BACK_MS, rankCandidates } from '../lens/rank-candidates.ts';
import { byPlace, fromCursor, toCursor } from './change-cursor.ts';
import {
  ChangeHistoryRepository,
  type ChangeSearch,
  type PlacedChange,
} from './change-history.repository.ts';
import { ChangeSearchRepository } from './change-search.repository.ts';
import { ChangeLanesRepository } from './change-lanes.repository.ts';
import type { ChangesQuery, LanesQuery, LensQuery } from './changes-filter.ts';

/** A failure older than this is no news on the whole machine; somebody who wants to know names it. */
const FAILURE_NEWS_MS = 24 * 60 * 60_000;

/** For one service it is part of its story longer: it may have been broken since. */
const FAILURE_OF_SERVICE_MS = 30 * FAILURE_NEWS_MS;

/** As many as are looked at of each kind of neighbour. */
const LENS_MAX = 200;

/** Answers what changed. */
@Injectable()
export class ChangeHistory {
  constructor(
    private readonly history: ChangeHistoryRepository,
    private readonly searches: ChangeSearchRepository,
    private readonly lanesOf: ChangeLanesRepository,
    private readonly clock: Clock,
  ) {}

  page({ q, cursor, limit, ...filter }: ChangesQuery): ChangesPage {
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    const search: ChangeSearch = { ...filter, after, limit: limit + 1 };
    const words = wordsOf(q ?? '');
    const found = (words.length > 0 ? this.searches.find(search, words) : this.newest(search)).sort((a, b) =>
      byPlace(a.place, b.place),
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ change }) => change),
      nextCursor: found.length > limit && last !== undefined ? toCursor(last.place) : null,
    };
  }

  /** In no order. Of operations only what is newer than the last change of a full page: what is older is not on it. */
  private newest(search: ChangeSearch): PlacedChange[] {
    const changes = this.history.changes(search).sort((a, b) => byPlace(a.place, b.place));
    const last = changes[search.limit - 1];
    const from = Math.max(search.from ?? 0, last?.place.at ?? 0);
    return [...changes, ...this.history.operations({ ...search, from })];
  }

  /** @throws InvalidRequest if the window ends before it begins */
  lanes(query: LanesQuery): ChangeLanes {
    if (query.to <= query.from)
      throw new InvalidRequest([{ path: 'to', message: 'The window ends before it begins.' }]);
    return this.lanesOf.lanes(query);
  }

  /** @throws NotFound if there is no such change */
  one(id: string): Change {
    const rest = id.slice(2);
    const change = id.startsWith('o-') ? this.history.operation(rest) : this.history.byId(Number(rest));
    if (change === null) throw new NotFound(`There is no change “${id}”.`);
    return change;
  }

  /** @throws NotFound if there is no such change */
  lens({ id, service }: LensQuery): LensAnswer {
    const failure =
      id === undefined
        ? this.history.newestFailure(
            this.clock.now() - (service === undefined ? FAILURE_NEWS_MS : FAILURE_OF_SERVICE_MS),
            service,
          )
        : this.one(id);
    if (failure === null) return { lens: null };
    const candidates = rankCandidates(failure, this.before(failure), {
      networksOf: this.history.networksOf(),
    });
    return { lens: { failure, candidates } };
  }

  /** Everything near in time, and what happened to the service itself further back. */
  private before(failure: Change): Change[] {
    const at = Date.parse(failure.at);
    const near: ChangeSearch = { from: at - LOOK_BACK_MS.host, to: at + 1, limit: LENS_MAX };
    const own: ChangeSearch[] =
      failure.service === null
        ? []
        : [
            {
              service: failure.service,
              from: at - LOOK_BACK_MS['same-service'],
              to: at + 1,
              limit: LENS_MAX,
            },
          ];
    const found = [near, ...own].flatMap((search) => [
      ...this.history.changes(search),
      ...this.history.operations(search),
    ]);
    return [...new Map(found.map(({ change }) => [change.id, change])).values()];
  }
}
