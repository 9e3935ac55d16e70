import { Injectable } from '@nestjs/common';
import {
  CHANGE_LANES,
  type ChangeKind,
  type ChangeLane,
  type ChangeLanes,
  laneOf,
  type LaneMark,
} from '#shared/change';
import { Ledger } from '../../platform/database/ledger.ts';
import { toIso } from '../../platform/time/clock.ts';

/** As many marks as stand beside each other on a wide screen. */
const SLOTS = 200;

interface SlotRow {
  readonly slot: number;
  readonly kind: ChangeKind;
  readonly own: number;
  readonly tone: LaneMark['tone'];
  readonly count: number;
  readonly at: number;
  readonly seq: number;
}

interface NewestOperation {
  readonly id: string;
  readonly requested_at: number;
  readonly status: string;
}

const CHANGES = `
  SELECT CAST(("at" - ?) / ? AS INTEGER) AS "slot", "kind", "operation_id" IS NOT NULL AS "own", "tone",
    count(*) AS "count", max("at") AS "at", max("seq") AS "seq"
  FROM "changes" WHERE "at" >= ? AND "at" < ? GROUP BY 1, 2, 3, 4`;

const NEWEST_OPERATION = `
  SELECT "id", "requested_at", "status" FROM "operations"
  WHERE "requested_at" >= ? AND "requested_at" < ? ORDER BY "requested_at" DESC, "seq" DESC LIMIT 1`;

const FAILED_OPERATION = `
  SELECT "id", "requested_at", "status" FROM "operations"
  WHERE "status" = ? AND "requested_at" >= ? AND "requested_at" < ? ORDER BY "requested_at" DESC, "seq" DESC LIMIT 1`;

const OPERATIONS =
  'SELECT count(*) AS "count" FROM "operations" WHERE "requested_at" >= ? AND "requested_at" < ?';

/**
 * The window at a glance. What it costs does not grow with how much happened in operations: each slot looks up
 * its newest and, where there is one, its newest failure.
 */
@Injectable()
export class ChangeLanesRepository {
  constructor(private readonly ledger: Ledger) {}

  lanes(from: number, to: number): ChangeLanes {
    const width = Math.max(1, Math.ceil((to - from) / SLOTS));
    const rows = this.ledger.all(CHANGES, from, width, from, to) as SlotRow[];
    const marks = new Map<ChangeLane, LaneMark[]>(
      CHANGE_LANES.map((lane) => [lane, lane === 'operations' ? this.operations(from, to, width) : []]),
    );
    for (const [lane, own] of grouped(rows)) if (lane !== 'operations') marks.get(lane)?.push(...own);
    return {
      from: toIso(from),
      to: toIso(to),
      lanes: CHANGE_LANES.map((lane) => {
        const inLane = marks.get(lane) ?? [];
        const count =
          lane === 'operations'
            ? (this.ledger.get(OPERATIONS, from, to) as { count: number }).count
            : inLane.reduce((sum, mark) => sum + mark.count, 0);
        return { lane, count, marks: inLane };
      }),
    };
  }

  private operations(from: number, to: number, width: number): LaneMark[] {
    const marks: LaneMark[] = [];
    for (let start = from; start < to; start += width) {
      const end = Math.min(start + width, to);
      const newest = this.ledger.get(NEWEST_OPERATION, start, end) as NewestOperation | undefined;
      if (newest === undefined) continue;
      const failed = this.failureIn(start, end);
      const shown = failed ?? newest;
      marks.push({
        at: toIso(shown.requested_at),
        kind: 'operation',
        tone: failed === undefined ? 'neutral' : 'bad',
        count: 1,
        id: `o-${shown.id}`,
      });
    }
    return marks;
  }

  private failureIn(start: number, end: number): NewestOperation | undefined {
    const found = ['failed', 'timed_out'].map(
      (status) => this.ledger.get(FAILED_OPERATION, status, start, end) as NewestOperation | undefined,
    );
    return found.find((operation) => operation !== undefined);
  }
}

/** One mark for each lane and slot: what is worst is shown. */
function grouped(rows: readonly SlotRow[]): Map<ChangeLane, LaneMark[]> {
  const marks = new Map<string, { lane: ChangeLane; mark: LaneMark }>();
  for (const row of rows) {
    const lane = laneOf(row.kind, row.own === 1 ? 'own' : null);
    const place = `${lane} ${row.slot}`;
    const { mark } = marks.get(place) ?? {};
    const replaces = mark === undefined || (row.tone === 'bad' && mark.tone !== 'bad');
    const count = row.count + (mark?.count ?? 0);
    const own = { at: toIso(row.at), kind: row.kind, tone: row.tone, id: `c-${row.seq}` };
    marks.set(place, { lane, mark: { ...(replaces ? own : mark), count } });
  }
  const lanes = new Map<ChangeLane, LaneMark[]>();
  for (const { lane, mark } of marks.values()) lanes.set(lane, [...(lanes.get(lane) ?? []), mark]);
  return lanes;
}
