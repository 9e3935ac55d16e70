import { AsyncPipe } from '@angular/common';
import { Component, inject, output } from '@angular/core';
import { combineLatest, map } from 'rxjs';
import type { MetricsBucket } from '#shared/operation-metrics';
import { CommandsFeed } from '../../core/commands/commands-feed';
import { type Failure, wordsOf } from '../../core/http/failure';
import { readPreference, writePreference } from '../../core/preferences/preference';
import { Icon } from '../../ui/icon/icon';
import { Status } from '../../ui/status/status';
import type { OperationsQuery } from '../operations-query';
import { OperationsAddress } from '../operations-address';
import { MetricFrame } from './metric-frame';
import { OperationMetrics } from './operation-metrics';
import { metricsViewOf } from './metrics-view';
import { Spark } from './spark';
import type { PickedBars } from './time-pick';

const OPEN = 'operations-slowest';

/** What the operations that the page narrows to amount to; its charts narrow it further. */
@Component({
  selector: 'app-metrics-panel',
  imports: [AsyncPipe, Icon, MetricFrame, Spark, Status],
  providers: [OperationMetrics],
  host: { class: 'block' },
  templateUrl: './metrics-panel.html',
})
export class MetricsPanel {
  readonly narrowed = output<Partial<OperationsQuery>>();
  readonly opened = output<string>();

  protected readonly metrics = inject(OperationMetrics);
  protected readonly isOpen = readPreference(OPEN) === 'open';

  protected readonly view$ = combineLatest({
    measured: this.metrics.measured$,
    titles: inject(CommandsFeed).titles$,
    query: inject(OperationsAddress).query$,
  }).pipe(
    map(({ measured: { answer, failure }, titles, query }) => ({
      shown: answer === null ? null : metricsViewOf(answer, titles),
      failure,
      query,
      isWider: query.result !== null || query.text.trim() !== '',
    })),
  );

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }

  protected remember(event: Event): void {
    writePreference(OPEN, (event.target as HTMLDetailsElement).open ? 'open' : 'closed');
  }

  /** The last bar of a window that ends now goes on: what comes in it belongs to it. */
  protected pick(
    { first, last }: PickedBars,
    buckets: readonly MetricsBucket[],
    query: OperationsQuery,
  ): void {
    const from = buckets[first]?.from;
    const to = buckets[last]?.to;
    if (from === undefined || to === undefined) return;
    this.narrowed.emit({ window: 'range', from: latest(from, query.from), to: earliest(to, query.to) });
  }
}

function latest(a: string, b: string | null): string {
  return b !== null && Date.parse(b) > Date.parse(a) ? b : a;
}

function earliest(a: string, b: string | null): string {
  return b !== null && Date.parse(b) < Date.parse(a) ? b : a;
}
