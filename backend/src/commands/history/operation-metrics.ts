import { Injectable } from '@nestjs/common';
import type { CommandStats } from '#shared/operation';
import type { MetricsBucket, OperationMetricsAnswer, RunFigures } from '#shared/operation-metrics';
import { toIso } from '../../platform/time/clock.ts';
import { RollupCell } from './rollup-cell.ts';
import type { Subject } from './rollup-key.ts';
import { type SeriesPlan, seriesPlan } from './series-buckets.ts';
import { SlowestOperations } from './slowest.repository.ts';
import { WindowFigures } from './window-figures.ts';

const SLOWEST_COUNT = 5;
const FLAKIEST_COUNT = 5;

/** A share of fewer runs than this says little. */
const FLAKY_MIN_RUNS = 5;

type CommandFigures = RunFigures & { readonly command: string };

/** The measures of the operations page. */
@Injectable()
export class OperationMetrics {
  constructor(
    private readonly figures: WindowFigures,
    private readonly slowest: SlowestOperations,
  ) {}

  /** @param from before `to`, both in wall-clock milliseconds; `to` is not in the window */
  answer(subject: Subject, from: number, to: number, zone: string): OperationMetricsAnswer {
    const plan = seriesPlan(subject, from, to, zone);
    const bars = this.bars(subject, from, to, plan);
    const totals = new RollupCell();
    for (const bar of bars) totals.addCell(bar);
    const commands = this.commands(subject, from, to, totals);
    return {
      from: toIso(from),
      to: toIso(to),
      totals: totals.figures(),
      previous: this.figures.total(subject, from - (to - from), from).figures(),
      commands,
      series: {
        unit: plan.unit,
        zone: plan.zone,
        buckets: bars.map((bar, index) => bucketOf(bar, index, plan)),
      },
      slowest: this.slowest.of(subject, from, to, SLOWEST_COUNT),
      flakiest: { minRuns: FLAKY_MIN_RUNS, commands: flakiestOf(commands) },
    };
  }

  /** Per command, in alphabetical order. */
  stats(command: string | undefined, from: number, to: number): CommandStats[] {
    const cells =
      command === undefined
        ? this.figures.byCommand({}, from, to)
        : new Map([[command, this.figures.total({ command }, from, to)]]);
    return [...cells]
      .filter(([, cell]) => !cell.isEmpty)
      .map(([name, cell]) => statsOf(name, cell.figures()))
      .sort((a, b) => (a.command < b.command ? -1 : 1));
  }

  private bars(subject: Subject, from: number, to: number, { edges, lengths }: SeriesPlan): RollupCell[] {
    const bars = edges.slice(1).map(() => new RollupCell());
    this.figures.read(subject, from, to, lengths, (moment) => {
      const bar = bars[lastAtOrBefore(edges, moment)];
      if (bar === undefined) throw new Error(`${toIso(moment)} is in no bar of the chart`);
      return bar;
    });
    return bars;
  }

  private commands(
    { command, ...rest }: Subject,
    from: number,
    to: number,
    totals: RollupCell,
  ): CommandFigures[] {
    const cells =
      command === undefined ? this.figures.byCommand(rest, from, to) : new Map([[command, totals]]);
    return [...cells]
      .filter(([, cell]) => !cell.isEmpty)
      .map(([name, cell]) => ({ command: name, ...cell.figures() }))
      .sort((a, b) => (a.command < b.command ? -1 : 1))
      .sort((a, b) => b.runs - a.runs);
  }
}

function bucketOf(bar: RollupCell, index: number, { edges }: SeriesPlan): MetricsBucket {
  const { runs, succeeded, failed, p50Ms, p95Ms } = bar.figures();
  const [from = 0, to = 0] = edges.slice(index, index + 2);
  return { from: toIso(from), to: toIso(to), runs, succeeded, failed, p50Ms, p95Ms };
}

/** Commands with failures, highest share first; of equals, the one with more runs. */
function flakiestOf(commands: readonly CommandFigures[]): OperationMetricsAnswer['flakiest']['commands'] {
  return commands
    .filter(({ runs, failed }) => runs >= FLAKY_MIN_RUNS && failed > 0)
    .map(({ command, runs, failed }) => ({ command, runs, failed, failureRate: failed / runs }))
    .sort((a, b) => b.failureRate - a.failureRate) // stable, and they come with the most runs first
    .slice(0, FLAKIEST_COUNT);
}

function statsOf(command: string, figures: RunFigures): CommandStats {
  const { runs, succeeded, failed, successRate, meanMs, p50Ms, p95Ms, lastRunAt } = figures;
  return { command, runs, succeeded, failed, successRate, meanMs, p50Ms, p95Ms, lastRunAt };
}

/** @param edges ascending; the first at or before the moment */
function lastAtOrBefore(edges: readonly number[], moment: number): number {
  let low = 0;
  let high = edges.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((edges[middle] ?? Infinity) <= moment) low = middle;
    else high = middle;
  }
  return low;
}
