import { isTerminal, type Operation } from '#shared/operation';
import type { ExpectedDuration } from '#shared/operation-metrics';
import type { StatusLook } from '../../ui/status/status';
import { duration } from '../../ui/time/format-time';
import { operationLookOf } from './operation-look';
import type { OperationRecord } from './operation-record';
import { operationTitleOf } from './operation-words';
import { fractionOf, type PartBar, partBarsOf } from './progress-view';
import { type StepView, stepViewsOf } from './step-view';
import type { ReadOperation } from './operation-reader';

/** Fewer say nothing about the next one. */
const RUNS_MIN = 3;

/** A bar that is full would say that it is over. */
const MOST_BEFORE_END = 97;

/** How far it has come: a bar and words. */
interface TotalView {
  /** From 0 to 100; null where nothing tells. */
  readonly percent: number | null;
  /** `12 s of about 20 s` */
  readonly text: string;
}

/** What is shown of one operation. */
export interface OperationView {
  readonly operation: Operation;
  readonly title: string;
  readonly look: StatusLook;
  readonly isOver: boolean;
  readonly steps: readonly StepView[];
  /** What progresses outside any step. */
  readonly loose: readonly PartBar[];
  /** Null once it is over. */
  readonly total: TotalView | null;
  /** What went wrong: the fact, then what it means and what to do. */
  readonly trouble: { readonly fact: string; readonly rest: string } | null;
  readonly cancelRequestedBy: string | null;
}

/** @param now in milliseconds since 1970, by the server's clock */
export function operationViewOf(
  { detail, record }: Extract<ReadOperation, { status: 'known' }>,
  expected: ExpectedDuration | null,
  now: number,
): OperationView {
  const { operation } = record;
  const bars = partBarsOf(record).map((bar) => ({ ...bar, step: bar.step ?? stepFor(bar, record) }));
  const isOver = isTerminal(operation.status);
  return {
    operation,
    title: operationTitleOf(operation, detail.title),
    look: isOver ? operationLookOf(operation.status) : lookWhileRunning(operation, detail.cancelRequestedBy),
    isOver,
    steps: stepViewsOf(record, bars, now),
    loose: bars.filter(({ step }) => step === null),
    total: isOver ? null : totalOf(record, bars, expected, now),
    trouble: operation.error === null ? null : splitFact(operation.error.message),
    cancelRequestedBy: isOver ? null : detail.cancelRequestedBy,
  };
}

/** What was announced before its turn belongs to the step that is named after it. */
function stepFor({ label }: PartBar, { steps }: OperationRecord): string | null {
  return steps.find(({ title }) => title.endsWith(` ${label}`))?.id ?? null;
}

function lookWhileRunning(operation: Operation, cancelRequestedBy: string | null): StatusLook {
  const look = operationLookOf(operation.status);
  return cancelRequestedBy === null ? look : { ...look, word: 'Cancelling' };
}

function totalOf(
  { operation }: OperationRecord,
  bars: readonly PartBar[],
  expected: ExpectedDuration | null,
  now: number,
): TotalView {
  const expectedMs = expected !== null && expected.runs >= RUNS_MIN ? expected.expectedMs : null;
  const usually = expectedMs === null ? '' : `usually ${duration(expectedMs)}`;
  if (operation.startedAt === null) return { percent: null, text: usually };
  const elapsedMs = Math.max(0, now - Date.parse(operation.startedAt));
  const fraction =
    fractionOf(bars.filter(({ status }) => status !== 'unchanged')) ??
    (expectedMs === null ? null : elapsedMs / expectedMs);
  return {
    percent: fraction === null ? null : Math.min(MOST_BEFORE_END, Math.floor(fraction * 100)),
    text: [whole(elapsedMs), usually].filter((part) => part !== '').join(', '),
  };
}

/** It changes once a second: tenths would lie about how exact it is. */
function whole(ms: number): string {
  return duration(Math.max(1_000, Math.floor(ms / 1_000) * 1_000));
}

/** A message tells the fact in its first sentence. */
function splitFact(message: string): { readonly fact: string; readonly rest: string } {
  const [, fact = message, rest = ''] = /^(.+?[.!?])\s+(\p{Lu}.*)$/su.exec(message) ?? [];
  return { fact, rest };
}
