import { expect } from '@jest/globals';
import type { OperationMetricsAnswer } from '#shared/operation-metrics';
import type { FinishedOperation } from '../rollup-cell.ts';
import type { Subject } from '../rollup-key.ts';
import { recount, type Recount } from './recount.ts';

/** The relative error that is promised for percentiles. */
const ERROR_MAX = 0.01;

/** Fails unless every figure of an answer is what counting the operations one by one gives. */
export function expectAgreement(
  answer: OperationMetricsAnswer,
  made: readonly FinishedOperation[],
  subject: Subject,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const all = made.filter((one) =>
    Object.entries(subject).every(([key, value]) => one[key as keyof Subject] === value),
  );
  const within = (begin: number, end: number) => inWindow(all, begin, end);
  const inside = within(from, to);
  expectFigures(answer.totals, recount(inside));
  expectFigures(answer.previous, recount(within(from - (to - from), from)));
  const commands = new Map(answer.commands.map((figures) => [figures.command, figures]));
  expect([...commands.keys()].sort()).toEqual([...new Set(inside.map(({ command }) => command))].sort());
  for (const [command, figures] of commands)
    expectFigures(figures, recount(inside.filter((one) => one.command === command)));
  for (const bucket of answer.series.buckets)
    expectFigures(bucket, recount(inWindow(inside, Date.parse(bucket.from), Date.parse(bucket.to))));
  expect(answer.series.buckets.reduce((sum, { runs }) => sum + runs, 0)).toBe(answer.totals.runs);
  const longest = inside
    .flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]))
    .sort((a, b) => b - a);
  expect(answer.slowest.map(({ durationMs }) => durationMs)).toEqual(longest.slice(0, 5));
}

/** Counts and sums exactly, percentiles within what is promised. */
function expectFigures(actual: Partial<Recount>, exact: Recount): void {
  const { p50Ms, p95Ms, meanMs, ...counts } = exact;
  const given = Object.fromEntries(Object.entries(counts).filter(([key]) => key in actual));
  expect(actual).toMatchObject(given);
  if (actual.meanMs !== undefined && meanMs !== null) expect(actual.meanMs).toBeCloseTo(meanMs, 6);
  expectClose(actual.p50Ms, p50Ms);
  expectClose(actual.p95Ms, p95Ms);
}

function expectClose(actual: number | null | undefined, exact: number | null): void {
  if (exact === null) expect(actual).toBeNull();
  else expect(Math.abs((actual ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * ERROR_MAX);
}

function inWindow(all: readonly FinishedOperation[], from: number, to: number): FinishedOperation[] {
  return all.filter(({ requestedAt }) => requestedAt >= from && requestedAt < to);
}
