import type { ChangeLane, ChangeLanes, LaneMark } from '#shared/change';
import { type ChangeLook, lookOf } from '../core/changes/change-look';
import { type OperationMark, operationMarkOf } from '../core/changes/operation-mark';

export const LANE_WORDS: Readonly<Record<ChangeLane, string>> = {
  operations: 'Operations',
  outside: 'Outside',
  services: 'Services',
  host: 'Host',
};

interface LaneView {
  readonly lane: ChangeLane;
  readonly word: string;
  readonly count: number;
  readonly marks: readonly MarkView[];
}

interface MarkView extends Pick<ChangeLook, 'mark' | 'tone'> {
  readonly id: string;
  /** From the left, in percent. */
  readonly left: number;
  readonly title: string;
}

interface LaneTick {
  /** From the left, in percent. */
  readonly left: number;
  readonly text: string;
}

export interface LanesView {
  readonly lanes: readonly LaneView[];
  /** Full days or hours of whoever looks. */
  readonly ticks: readonly LaneTick[];
  readonly total: number;
}

const HOUR_MS = 60 * 60_000;

/** As many as have room for their text on a phone and beside each other. */
const TICKS_MAX = 8;

/** What stands between two ticks, in hours: the first that makes few enough of them. */
const STEPS_HOURS = [1, 3, 6, 12, 24, 48, 5 * 24, 7 * 24, 14 * 24, 30 * 24, 90 * 24, 365 * 24] as const;
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });
const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });

/** The lanes over one window: all share the same axis, so that what stands above each other happened together. */
export function lanesViewOf({ from, to, lanes }: ChangeLanes): LanesView {
  const start = Date.parse(from);
  const length = Math.max(1, Date.parse(to) - start);
  return {
    lanes: lanes.map(({ lane, count, marks }) => ({
      lane,
      word: LANE_WORDS[lane],
      count,
      marks: marks.map((mark) => markOf(mark, lane, percent(Date.parse(mark.at) - start, length))),
    })),
    ticks: ticksOf(start, length),
    total: lanes.reduce((sum, { count }) => sum + count, 0),
  };
}

function markOf(found: LaneMark, lane: ChangeLane, left: number): MarkView {
  const { id, at, command, status, count } = found;
  const { mark, tone, words } =
    command === null || status === null ? changeMarkOf(found, lane) : operationMarkOf(command, status);
  const more = count > 1 ? `, and ${count - 1} more` : '';
  return { id, left, mark, tone, title: `${words}, ${EXACT.format(Date.parse(at))}${more}` };
}

function changeMarkOf({ kind, tone }: LaneMark, lane: ChangeLane): OperationMark {
  const look = lookOf({ kind, tone, actor: lane === 'outside' ? 'outside' : '', status: null });
  return { mark: look.mark, tone: look.tone, words: look.word };
}

function ticksOf(start: number, length: number): LaneTick[] {
  const step = STEPS_HOURS.find((hours) => length / (hours * HOUR_MS) <= TICKS_MAX) ?? STEPS_HOURS[0];
  const text = step < 24 ? HOUR : WEEKDAY;
  const first = new Date(start);
  first.setHours(0, 0, 0, 0);
  const ticks: LaneTick[] = [];
  // By the calendar and not by adding hours: a day on which the clock is changed has 23 or 25 of them.
  for (const at = first; at.getTime() < start + length; at.setHours(at.getHours() + step)) {
    if (at.getTime() >= start) {
      ticks.push({ left: percent(at.getTime() - start, length), text: text.format(at) });
    }
  }
  return ticks.slice(0, TICKS_MAX * 2);
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 1_000) / 10;
}
