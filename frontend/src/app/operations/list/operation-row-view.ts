import { isTerminal, type Operation } from '#shared/operation';
import { operationLookOf } from '../../core/operations/operation-look';
import { commandWordsOf, targetWordsOf } from '../../core/operations/operation-words';
import type { StatusLook } from '../../ui/status/status';
import { age, clockTime, duration, exactTime } from '../../ui/time/format-time';

/** From then on a row says the time of its day. */
const RELATIVE_UP_TO_MS = 24 * 60 * 60 * 1_000;

/** An operation as a row of the history. */
export interface OperationRowView {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** `6 min ago`, or `23:05:31` where the day is another. */
  readonly time: string;
  readonly exact: string;
  readonly verb: string;
  readonly name: string;
  readonly within: string;
  readonly actor: string;
  readonly look: StatusLook;
  readonly took: string;
  /** From 0 to 100: how long it took against the 95th percentile of its command; null where that is not known. */
  readonly share: number | null;
  readonly isSlow: boolean;
}

/**
 * @param title what the catalog calls the command
 * @param p95Ms the 95th percentile of the command's durations
 * @param now in milliseconds since 1970, by the server's clock
 */
export function operationRowOf(
  operation: Operation,
  title: string | null,
  p95Ms: number | null,
  now: number,
): OperationRowView {
  const { id, requestedAt, command, actor, status } = operation;
  const at = Date.parse(requestedAt);
  const tookMs = tookOf(operation, now);
  return {
    id,
    at: requestedAt,
    time: now - at < RELATIVE_UP_TO_MS ? `${age(now - at)} ago` : clockTime(at),
    exact: exactTime(at),
    verb: commandWordsOf(command, title).verb,
    ...targetWordsOf(operation),
    actor,
    look: operationLookOf(status),
    took: tookMs === null ? '–' : duration(isTerminal(status) ? tookMs : Math.floor(tookMs / 1_000) * 1_000),
    share:
      tookMs === null || p95Ms === null || p95Ms === 0
        ? null
        : Math.min(100, Math.round((tookMs / p95Ms) * 100)),
    isSlow: tookMs !== null && p95Ms !== null && tookMs > p95Ms,
  };
}

function tookOf({ durationMs, startedAt, status }: Operation, now: number): number | null {
  if (durationMs !== null) return durationMs;
  return startedAt === null || isTerminal(status) ? null : Math.max(0, now - Date.parse(startedAt));
}
