import type { Change } from '#shared/change';

/** The changes of one day, in the zone of whoever looks. */
export interface DayGroup {
  /** `Today, Thursday 18 June`. */
  readonly title: string;
  readonly changes: readonly Change[];
}

const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_MS = 24 * 60 * 60_000;

/** @param changes newest first */
export function groupByDay(changes: readonly Change[], now: number): DayGroup[] {
  const groups = new Map<string, { at: number; changes: Change[] }>();
  for (const change of changes) {
    const at = Date.parse(change.at);
    const key = new Date(at).toDateString();
    const group = groups.get(key) ?? { at, changes: [] };
    group.changes.push(change);
    groups.set(key, group);
  }
  return [...groups].map(([key, group]) => ({
    title: `${relativeDay(key, now)}${DAY.format(group.at)}`,
    changes: group.changes,
  }));
}

function relativeDay(key: string, now: number): string {
  if (key === new Date(now).toDateString()) return 'Today, ';
  return key === new Date(now - DAY_MS).toDateString() ? 'Yesterday, ' : '';
}
