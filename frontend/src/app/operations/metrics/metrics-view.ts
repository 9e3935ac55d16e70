import type { MetricsBucket, OperationMetricsAnswer } from '#shared/operation-metrics';
import type { Operation } from '#shared/operation';
import { operationLookOf } from '../../core/operations/operation-look';
import { commandWordsOf, operationTitleOf } from '../../core/operations/operation-words';
import type { StatusLook } from '../../ui/status/status';
import { duration, exactTime } from '../../ui/time/format-time';
import { bucketWordsOf, PER_BAR } from './bucket-words';
import { comparisonOf, lengthOf } from './comparison';
import { sparkPath } from './spark-path';

/** Commands that are named; the rest are counted. */
const COMMANDS_SHOWN = 5;

/** How many bars one point of the success rate takes together, so that a quiet day does not jump. */
const ROLLING: Readonly<
  Record<OperationMetricsAnswer['series']['unit'], { readonly bars: number; readonly word: string }>
> = {
  hour: { bars: 6, word: '6 hours rolling' },
  day: { bars: 7, word: '7 days rolling' },
  week: { bars: 4, word: '4 weeks rolling' },
  'four-weeks': { bars: 1, word: 'per four weeks' },
};

const WHOLE = new Intl.NumberFormat('en-GB');
const PERCENT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** One bar of the runs. */
interface RunsBar {
  readonly key: string;
  /** From 0 to 100. */
  readonly height: number;
  readonly hasFailed: boolean;
}

interface CommandRow {
  readonly command: string;
  readonly name: string;
  readonly runs: string;
  /** From 0 to 100, of the most frequent one. */
  readonly share: number;
}

interface SlowRow {
  readonly id: string;
  readonly title: string;
  readonly took: string;
  readonly at: string;
  readonly exact: string;
  readonly look: StatusLook;
}

interface FlakyRow {
  readonly command: string;
  readonly name: string;
  readonly text: string;
  readonly percent: number;
}

/** One measure over time. */
interface Measure {
  readonly value: string;
  readonly unit: string;
  /** Against the window before; empty where there is nothing to compare with. */
  readonly before: string;
  /** What each bar says. */
  readonly texts: readonly string[];
}

/** What the panel of measures shows. */
export interface MetricsView {
  /** Said in place of the charts where nothing ran; empty where something did. */
  readonly nothing: string;
  readonly buckets: readonly MetricsBucket[];
  readonly runs: Omit<Measure, 'value' | 'unit'> & {
    readonly count: string;
    readonly per: string;
    readonly bars: readonly RunsBar[];
  };
  readonly success: Measure & { readonly rolling: string; readonly path: string };
  readonly took: Measure & {
    readonly p95: string;
    readonly p50Path: string;
    readonly p95Path: string;
  };
  readonly commands: readonly CommandRow[];
  /** `3 more`; empty where all are named. */
  readonly more: string;
  readonly slowest: readonly SlowRow[];
  readonly flakiest: readonly FlakyRow[];
  readonly flakyFrom: number;
}

export function metricsViewOf(
  answer: OperationMetricsAnswer,
  titles: ReadonlyMap<string, string>,
): MetricsView {
  const { totals, series, commands, flakiest } = answer;
  const { buckets, unit } = series;
  const most = Math.max(1, ...buckets.map(({ runs }) => runs));
  const longest = Math.max(0, ...buckets.map(({ p95Ms }) => p95Ms ?? 0));
  const rates = rollingRates(buckets, ROLLING[unit].bars);
  const when = buckets.map(({ from }) => bucketWordsOf(series, from));
  const said = (text: (bucket: MetricsBucket, index: number) => string): readonly string[] =>
    buckets.map((bucket, index) => `${when[index] ?? ''}: ${text(bucket, index)}`);
  const before = comparisonOf(answer);
  return {
    nothing: nothingOf(answer),
    buckets,
    runs: {
      count: WHOLE.format(totals.runs),
      per: PER_BAR[unit],
      bars: buckets.map(({ from, runs, succeeded }) => ({
        key: from,
        height: (runs / most) * 100,
        hasFailed: succeeded < runs,
      })),
      before: before.runs,
      texts: said(({ runs, succeeded }) => runsWords(runs, runs - succeeded)),
    },
    success: {
      value: totals.successRate === null ? '–' : percent(totals.successRate),
      unit: `% · ${WHOLE.format(totals.succeeded)} of ${WHOLE.format(totals.runs)}`,
      before: before.success,
      rolling: ROLLING[unit].word,
      path: sparkPath(rates, 1),
      texts: said((_bucket, index) => {
        const rate = rates[index] ?? null;
        return rate === null ? 'nothing ran' : `${percent(rate)} % succeeded`;
      }),
    },
    took: {
      value: totals.p50Ms === null ? '–' : duration(totals.p50Ms),
      unit: totals.p50Ms === null ? 'none was timed' : 'p50',
      p95: totals.p95Ms === null ? '' : `p95 is ${duration(totals.p95Ms)}`,
      before: before.p50,
      p50Path: sparkPath(
        buckets.map(({ p50Ms }) => p50Ms),
        longest,
      ),
      p95Path: sparkPath(
        buckets.map(({ p95Ms }) => p95Ms),
        longest,
      ),
      texts: said(({ p50Ms, p95Ms }) =>
        p50Ms === null || p95Ms === null ? 'nothing ran' : `p50 ${duration(p50Ms)}, p95 ${duration(p95Ms)}`,
      ),
    },
    commands: commandRows(commands, titles),
    more: commands.length > COMMANDS_SHOWN ? `${commands.length - COMMANDS_SHOWN} more` : '',
    slowest: answer.slowest.map((operation) => slowRow(operation, titles)),
    flakiest: flakiest.commands.map(({ command, runs, failed, failureRate }) => ({
      command,
      name: nameOf(command, titles),
      text: `${WHOLE.format(failed)} of ${WHOLE.format(runs)}`,
      percent: Math.round(failureRate * 100),
    })),
    flakyFrom: flakiest.minRuns,
  };
}

/** Charts of nothing only take room. */
function nothingOf({ totals, previous, from, to }: OperationMetricsAnswer): string {
  if (totals.runs > 0) return '';
  const refused =
    totals.refused === 0 ? '' : `; ${totals.refused} ${totals.refused === 1 ? 'was' : 'were'} refused`;
  const before =
    previous.runs === 0
      ? ''
      : ` In the ${lengthOf(Date.parse(to) - Date.parse(from))} before, ${WHOLE.format(previous.runs)} did.`;
  return `Nothing ran in this window${refused}.${before}`;
}

/** Of each bar and those right before it; null where nothing ran in any of them. */
function rollingRates(
  buckets: readonly Pick<MetricsBucket, 'runs' | 'succeeded'>[],
  bars: number,
): readonly (number | null)[] {
  return buckets.map((_bucket, index) => {
    const together = buckets.slice(Math.max(0, index - bars + 1), index + 1);
    const runs = together.reduce((sum, each) => sum + each.runs, 0);
    return runs === 0 ? null : together.reduce((sum, each) => sum + each.succeeded, 0) / runs;
  });
}

function commandRows(
  commands: OperationMetricsAnswer['commands'],
  titles: ReadonlyMap<string, string>,
): readonly CommandRow[] {
  const most = Math.max(1, commands[0]?.runs ?? 0);
  return commands.slice(0, COMMANDS_SHOWN).map(({ command, runs }) => ({
    command,
    name: nameOf(command, titles),
    runs: WHOLE.format(runs),
    share: (runs / most) * 100,
  }));
}

function slowRow(operation: Operation, titles: ReadonlyMap<string, string>): SlowRow {
  const { id, durationMs, requestedAt, status, command } = operation;
  return {
    id,
    title: operationTitleOf(operation, titles.get(command) ?? null),
    took: durationMs === null ? '–' : duration(durationMs),
    at: requestedAt,
    exact: exactTime(Date.parse(requestedAt)),
    look: operationLookOf(status),
  };
}

/** The catalog's title tells commands with the same verb apart. */
function nameOf(command: string, titles: ReadonlyMap<string, string>): string {
  return titles.get(command) ?? commandWordsOf(command, null).verb;
}

function runsWords(runs: number, notSucceeded: number): string {
  const count = `${WHOLE.format(runs)} ${runs === 1 ? 'run' : 'runs'}`;
  return notSucceeded === 0 ? count : `${count}, ${WHOLE.format(notSucceeded)} not succeeded`;
}

function percent(share: number): string {
  return PERCENT.format(share * 100);
}
