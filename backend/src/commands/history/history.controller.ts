import { Controller, Get, Query } from '@nestjs/common';
import type { OperationsPage, OperationStats } from '#shared/operation';
import type { ExpectedDuration, OperationFacets, OperationMetricsAnswer } from '#shared/operation-metrics';
import { wordsOf } from '#shared/search-words';
import { Allow } from '../../platform/access/allow.ts';
import { parseRequest } from '../../platform/errors/parse.ts';
import { Clock } from '../../platform/time/clock.ts';
import { fromCursor } from './cursor.ts';
import { ExpectedDurations } from './expected-duration.repository.ts';
import { FacetCounter } from './facet-counter.ts';
import { Facets } from './facets.repository.ts';
import { OperationList } from './operation-list.repository.ts';
import { OperationMetrics } from './operation-metrics.ts';
import {
  checkMetricsWindow,
  checkWindow,
  ExpectedQuery,
  FacetsQuery,
  ListQuery,
  MetricsQuery,
  PAGE_SIZE,
  StatsQuery,
} from './operation-query.ts';

/** Before and after everything a clock can say. */
const EVER = { from: 0, to: Date.UTC(9999, 0) } as const;

/** What was run: the list and its measures. Reads committed rows; nothing here waits for anybody. */
@Controller('api/operations')
export class HistoryController {
  constructor(
    private readonly operations: OperationList,
    private readonly measures: OperationMetrics,
    private readonly names: Facets,
    private readonly counts: FacetCounter,
    private readonly durations: ExpectedDurations,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow({ role: 'viewer', limit: 'read' })
  list(@Query() query: unknown): OperationsPage {
    const { q = '', cursor, limit = PAGE_SIZE.default, status, ...filter } = parseRequest(ListQuery, query);
    checkWindow(filter);
    const after = cursor === undefined ? null : fromCursor(cursor);
    return this.operations.page({ ...filter, statuses: status }, wordsOf(q), after, limit);
  }

  @Get('stats')
  @Allow({ role: 'viewer', limit: 'read' })
  stats(@Query() query: unknown): OperationStats {
    const { command, ...window } = parseRequest(StatsQuery, query);
    checkWindow(window);
    const { from = EVER.from, to = EVER.to } = window;
    return { commands: this.measures.stats(command, from, to) };
  }

  @Get('metrics')
  @Allow({ role: 'viewer', limit: 'read' })
  metrics(@Query() query: unknown): OperationMetricsAnswer {
    const { zone = 'UTC', from: since, to: until, ...subject } = parseRequest(MetricsQuery, query);
    const to = until ?? this.clock.now() + 1; // what is asked for in this millisecond is in it
    const from = since ?? Math.min(this.operations.oldest(subject) ?? to, to);
    checkMetricsWindow({ from, to });
    return this.measures.answer(subject, from, to, zone);
  }

  @Get('facets')
  @Allow({ role: 'viewer', limit: 'read' })
  facets(@Query() query: unknown): OperationFacets {
    const { q = '', status, ...filter } = parseRequest(FacetsQuery, query);
    checkWindow(filter);
    const { from = EVER.from, to = EVER.to } = filter;
    const names = this.names.within(from, to);
    const asked = { ...filter, statuses: status };
    return { ...names, counts: this.counts.of(asked, wordsOf(q), names) };
  }

  @Get('expected')
  @Allow({ role: 'viewer', limit: 'read' })
  expected(@Query() query: unknown): ExpectedDuration {
    const { command, target = null } = parseRequest(ExpectedQuery, query);
    return this.durations.of(command, target);
  }
}
