import type { Operation } from '#shared/operation';

/** A line of the list: the beginning of a day, or an operation. */
export type ListEntry =
  | {
      readonly kind: 'day';
      readonly key: string;
      /** When the newest of the day was asked for (ISO 8601). */
      readonly at: string;
      /** How many; null where the day may go on beyond what has been loaded. */
      readonly count: number | null;
    }
  | { readonly kind: 'operation'; readonly key: string; readonly operation: Operation };

/** @param isWhole whether there is nothing older */
export function listEntriesOf(items: readonly Operation[], isWhole: boolean): readonly ListEntry[] {
  const days = [...Map.groupBy(items, ({ requestedAt }) => new Date(requestedAt).toDateString())];
  return days.flatMap(([day, operations], index): readonly ListEntry[] => [
    {
      kind: 'day',
      key: day,
      at: operations[0]?.requestedAt ?? '',
      count: index < days.length - 1 || isWhole ? operations.length : null,
    },
    ...operations.map((operation): ListEntry => ({ kind: 'operation', key: operation.id, operation })),
  ]);
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** `Today`, `Yesterday`, `Tuesday 16 June`, `16 June 2025`. @param now in milliseconds since 1970 */
export function dayTitleOf(at: string, now: number): string {
  const moment = Date.parse(at);
  const day = new Date(moment).toDateString();
  if (day === new Date(now).toDateString()) return 'Today';
  if (day === new Date(now - DAY_MS).toDateString()) return 'Yesterday';
  const isThisYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? DAY : DAY_OF_YEAR).format(moment);
}
