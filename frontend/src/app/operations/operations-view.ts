import { type CommandStats, isTerminal, type Operation } from '#shared/operation';
import { operationLookOf } from '../core/operations/operation-look';
import { commandWordsOf, targetWordsOf } from '../core/operations/operation-words';
import type { StatusLook } from '../ui/status/status';
import { clockTime, duration, exactTime } from '../ui/time/format-time';
import type { OperationsList } from './reduce-list';

/** An operation as a row of the history. */
interface OperationRow {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
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

/** The rows of one day. */
export interface DayGroup {
  readonly key: string;
  /** `Today`, `Tuesday 16 June` */
  readonly title: string;
  /** `5 runs`; empty where the page ends within the day. */
  readonly summary: string;
  readonly rows: readonly OperationRow[];
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/**
 * The rows by day, newest first.
 *
 * @param now in milliseconds since 1970, by the server's clock
 */
export function dayGroupsOf(
  { items, nextCursor }: Pick<OperationsList, 'items' | 'nextCursor'>,
  titles: ReadonlyMap<string, string>,
  stats: ReadonlyMap<string, CommandStats>,
  now: number,
): readonly DayGroup[] {
  const days = [...Map.groupBy(items, ({ requestedAt }) => new Date(requestedAt).toDateString())];
  return days.map(([key, members], index) => ({
    key,
    title: dayTitleOf(Date.parse(members[0]?.requestedAt ?? ''), now),
    summary:
      index === days.length - 1 && nextCursor !== null
        ? ''
        : `${members.length} ${members.length === 1 ? 'run' : 'runs'}`,
    rows: members.map((operation) =>
      rowOf(operation, titles, stats.get(operation.command)?.p95Ms ?? null, now),
    ),
  }));
}

function rowOf(
  operation: Operation,
  titles: ReadonlyMap<string, string>,
  p95Ms: number | null,
  now: number,
): OperationRow {
  const { id, requestedAt, command, actor, status } = operation;
  const at = Date.parse(requestedAt);
  const tookMs = tookOf(operation, now);
  return {
    id,
    at: requestedAt,
    time: clockTime(at),
    exact: exactTime(at),
    verb: commandWordsOf(command, titles.get(command) ?? null).verb,
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

function dayTitleOf(at: number, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return 'Today';
  if (day === new Date(now - DAY_MS).toDateString()) return 'Yesterday';
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? DAY : DAY_OF_YEAR).format(at);
}
