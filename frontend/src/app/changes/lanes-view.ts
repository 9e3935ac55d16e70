import type { ChangeLane, ChangeLanes } from '#shared/change';
import { lookOf } from '../core/changes/change-look';
import type { ChangeLook } from '../core/changes/change-look';

export const LANE_WORDS: Readonly<Record<ChangeLane, string>> = {
  operations: 'Operations',
  outside: 'Outside',
  services: 'Services',
  host: 'Host',
};

export interface LaneView {
  readonly lane: ChangeLane;
  readonly word: string;
  readonly count: number;
  readonly marks: readonly {
    readonly id: string;
    /** From the left, in percent. */
    readonly left: number;
    readonly mark: ChangeLook['mark'];
    readonly tone: ChangeLook['tone'];
    readonly title: string;
  }[];
}

export interface LanesView {
  readonly lanes: readonly LaneView[];
  readonly ticks: readonly string[];
  readonly total: number;
}

const TICKS = 8;
const DAY_MS = 24 * 60 * 60_000;
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });
const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });

/** The lanes over one window: all share the same axis, so that what stands above each other happened together. */
export function lanesViewOf({ from, to, lanes }: ChangeLanes): LanesView {
  const start = Date.parse(from);
  const length = Math.max(1, Date.parse(to) - start);
  const tick = length > 2 * DAY_MS ? WEEKDAY : HOUR;
  return {
    lanes: lanes.map(({ lane, count, marks }) => ({
      lane,
      word: LANE_WORDS[lane],
      count,
      marks: marks.map(({ id, at, kind, tone, count: stands }) => {
        const look = lookOf({ kind, tone, actor: lane === 'outside' ? 'outside' : '' });
        return {
          id,
          left: Math.round(((Date.parse(at) - start) / length) * 1_000) / 10,
          mark: look.mark,
          tone: look.tone,
          title: `${look.word}, ${EXACT.format(Date.parse(at))}${stands > 1 ? `, and ${stands - 1} more` : ''}`,
        };
      }),
    })),
    ticks: Array.from({ length: TICKS }, (_, index) => tick.format(start + (length * index) / TICKS)),
    total: lanes.reduce((sum, { count }) => sum + count, 0),
  };
}
