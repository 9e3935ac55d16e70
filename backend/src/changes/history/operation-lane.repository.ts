import { Injectable } from '@nestjs/common';
import type { ChangeLanes, LaneMark } from '#shared/change';
import type { OperationStatus } from '#shared/operation';
import { Ledger } from '../../platform/database/ledger.ts';
import { toIso } from '../../platform/time/clock.ts';
import type { LanesQuery } from './changes-filter.ts';
import {
  CHANGES_SOMETHING,
  CHANGING_STATUSES,
  given,
  operationsIndex,
  targetsOf,
} from './changing-operations.ts';

interface Found {
  readonly id: string;
  readonly command: string;
  readonly requested_at: number;
  readonly status: OperationStatus;
}

/** Conditions on operations, the index that fixes them, and their values. */
interface Subject {
  readonly index: string;
  readonly where: string;
  readonly values: readonly string[];
}

type Lane = Omit<ChangeLanes['lanes'][number], 'lane'>;

/** The operations of a window at a glance: it jumps from slot to slot, and looks at the newest of each only. */
@Injectable()
export class OperationLaneRepository {
  constructor(private readonly ledger: Ledger) {}

  lane({ from, to, ...facts }: LanesQuery, width: number): Lane {
    if (facts.kind !== undefined && facts.kind !== 'operation') return { count: 0, marks: [] };
    const subjects = subjectsOf(facts);
    const marks: LaneMark[] = [];
    for (let end = to; end > from;) {
      const newest = this.newestOfEach(subjects, from, end);
      const last = newest[0];
      if (last === undefined) break;
      end = from + Math.floor((last.requested_at - from) / width) * width;
      const start = end;
      const failed = newest.find((found) => found.requested_at >= start && hasFailed(found));
      marks.push(markOf(failed ?? last));
    }
    return { count: this.count(subjects, from, to), marks };
  }

  /** Of each status the newest, the newest of all first. */
  private newestOfEach(subjects: readonly Subject[], from: number, end: number): Found[] {
    return subjects
      .flatMap(
        ({ index, where, values }) =>
          this.ledger.get(
            `SELECT "id", "command", "requested_at", "status" FROM "operations" INDEXED BY "${index}"
             WHERE ${where} AND "requested_at" >= ? AND "requested_at" < ? AND ${CHANGES_SOMETHING}
             ORDER BY "requested_at" DESC, "seq" DESC LIMIT 1`,
            ...[...values, from, end],
          ) as Found | undefined,
      )
      .filter((found) => found !== undefined)
      .sort((a, b) => b.requested_at - a.requested_at);
  }

  private count(subjects: readonly Subject[], from: number, to: number): number {
    return subjects
      .map(
        ({ index, where, values }) =>
          this.ledger.get(
            `SELECT count(*) AS "count" FROM "operations" INDEXED BY "${index}"
             WHERE ${where} AND "requested_at" >= ? AND "requested_at" < ? AND ${CHANGES_SOMETHING}`,
            ...[...values, from, to],
          ) as { readonly count: number },
      )
      .reduce((sum, { count }) => sum + count, 0);
  }
}

function subjectsOf({ service, actor }: Pick<LanesQuery, 'service' | 'actor'>): Subject[] {
  const targets = service === undefined ? [undefined] : targetsOf(service);
  return targets.flatMap((target) =>
    CHANGING_STATUSES.map((status) => {
      const fixed = given({ target, actor, status });
      return {
        index: operationsIndex(target, actor),
        where: fixed.map(([column]) => `"${column}" = ?`).join(' AND '),
        values: fixed.map(([, value]) => value),
      };
    }),
  );
}

function hasFailed({ status }: Found): boolean {
  return status === 'failed' || status === 'timed_out';
}

function markOf(found: Found): LaneMark {
  return {
    at: toIso(found.requested_at),
    kind: 'operation',
    tone: hasFailed(found) ? 'bad' : 'neutral',
    count: 1,
    id: `o-${found.id}`,
    ...{ command: found.command, status: found.status },
  };
}
