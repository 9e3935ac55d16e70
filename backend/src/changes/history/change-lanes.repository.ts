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
import type { LanesQuery } from './changes-filter.ts';
import { given } from './changing-operations.ts';
import { OperationLaneRepository } from './operation-lane.repository.ts';

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

/** The window at a glance. */
@Injectable()
export class ChangeLanesRepository {
  constructor(
    private readonly ledger: Ledger,
    private readonly operations: OperationLaneRepository,
  ) {}

  lanes(query: LanesQuery): ChangeLanes {
    const { from, to } = query;
    const width = Math.max(1, Math.ceil((to - from) / SLOTS));
    const marks = grouped(this.slots(query, width));
    return {
      from: toIso(from),
      to: toIso(to),
      lanes: CHANGE_LANES.map((lane) => {
        if (lane === 'operations') return { lane, ...this.operations.lane(query, width) };
        const inLane = marks.get(lane) ?? [];
        return { lane, count: inLane.reduce((sum, { count }) => sum + count, 0), marks: inLane };
      }),
    };
  }

  private slots({ from, to, ...facts }: LanesQuery, width: number): SlotRow[] {
    const asked = given(facts);
    const where = asked.map(([column]) => ` AND "${column}" = ?`).join('');
    return this.ledger.all(
      `SELECT CAST(("at" - ?) / ? AS INTEGER) AS "slot", "kind", "operation_id" IS NOT NULL AS "own", "tone",
         count(*) AS "count", max("at") AS "at", max("seq") AS "seq"
       FROM "changes" WHERE "at" >= ? AND "at" < ?${where} GROUP BY 1, 2, 3, 4`,
      ...[from, width, from, to],
      ...asked.map(([, value]) => value),
    ) as SlotRow[];
  }
}

/** One mark for each lane and slot: what is worst is shown. What operations did is told by their own lane. */
function grouped(rows: readonly SlotRow[]): Map<ChangeLane, LaneMark[]> {
  const marks = new Map<string, { lane: ChangeLane; mark: LaneMark }>();
  for (const row of rows) {
    const lane = laneOf(row.kind, row.own === 1 ? 'own' : null);
    const place = `${lane} ${row.slot}`;
    const { mark } = marks.get(place) ?? {};
    const replaces = mark === undefined || (row.tone === 'bad' && mark.tone !== 'bad');
    const count = row.count + (mark?.count ?? 0);
    const own = {
      ...{ at: toIso(row.at), kind: row.kind, tone: row.tone, id: `c-${row.seq}` },
      ...{ command: null, status: null },
    };
    marks.set(place, { lane, mark: { ...(replaces ? own : mark), count } });
  }
  const lanes = new Map<ChangeLane, LaneMark[]>();
  for (const { lane, mark } of marks.values()) lanes.set(lane, [...(lanes.get(lane) ?? []), mark]);
  return lanes;
}
