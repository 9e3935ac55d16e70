import { Injectable } from '@nestjs/common';
import type { Change, ChangeKind, ChangeLane } from '#shared/change';
import { CHANGE_KINDS, laneOf } from '#shared/change';
import type { ContainerImprint } from '#shared/container-imprint';
import { Ledger } from '../../platform/database/ledger.ts';
import type { ChangePlace } from './change-cursor.ts';
import {
  CHANGES_SOMETHING,
  CHANGING_STATUSES,
  OPERATION,
  operationsIndex,
  targetsOf,
} from './changing-operations.ts';
import { type ChangeRow, type OperationRow, operationToChange, toChange } from './to-change.ts';

type Value = string | number | null;

/** What to look for, in milliseconds since 1970. */
export interface ChangeSearch {
  readonly service?: string | undefined;
  readonly kind?: ChangeKind | undefined;
  readonly actor?: string | undefined;
  readonly lane?: ChangeLane | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly after?: ChangePlace | undefined;
  readonly limit: number;
}

/** A change with the place it has in the list. */
export interface PlacedChange {
  readonly place: ChangePlace;
  readonly change: Change;
}

/** Larger than any number a row can have. */
const LAST_SEQ = Number.MAX_SAFE_INTEGER;

/** Reads changes: what was noticed, and the operations that changed something. */
@Injectable()
export class ChangeHistoryRepository {
  constructor(private readonly ledger: Ledger) {}

  /** In no order; of each kind the newest, so that all of a page are among them. */
  changes(search: ChangeSearch): PlacedChange[] {
    const kinds = search.lane === undefined ? [search.kind] : kindsOf(search.lane);
    return kinds
      .filter((kind) => search.kind === undefined || kind === search.kind)
      .flatMap((kind) => this.changesOfKind(search, kind));
  }

  /** In no order, as above; none that only read or were refused. */
  operations(search: ChangeSearch): PlacedChange[] {
    if (search.kind !== undefined && search.kind !== 'operation') return [];
    if (search.lane !== undefined && search.lane !== 'operations') return [];
    const targets = search.service === undefined ? [undefined] : targetsOf(search.service);
    return targets.flatMap((target) => this.operationsOn(search, target));
  }

  /** One kind at a time: SQLite walks an index in order for one value of it, and sorts for several. */
  private changesOfKind(search: ChangeSearch, kind: ChangeKind | undefined): PlacedChange[] {
    if (kind === 'operation') return [];
    const { where, values } = conditions(search, 'at', 'c');
    // What an operation of ours did belongs to the lane of operations.
    if (search.lane === 'operations') where.push('"operation_id" IS NOT NULL');
    if (search.lane === 'outside') where.push('"operation_id" IS NULL');
    equals(where, values, 'service', search.service);
    equals(where, values, 'kind', kind);
    equals(where, values, 'actor', search.actor);
    const rows = this.ledger.all(
      `SELECT * FROM "changes" INDEXED BY "${changesIndex(search, kind)}"
       WHERE ${where.join(' AND ')} ORDER BY "at" DESC, "seq" DESC LIMIT ?`,
      ...values,
      search.limit,
    ) as ChangeRow[];
    return rows.map((row) => ({ place: { at: row.at, source: 'c', seq: row.seq }, change: toChange(row) }));
  }

  /** One status at a time, for the same reason: that is how operations are indexed. */
  private operationsOn(search: ChangeSearch, target: string | undefined): PlacedChange[] {
    const { where, values } = conditions(search, 'requested_at', 'o');
    equals(where, values, 'target', target);
    equals(where, values, 'actor', search.actor);
    const rows = CHANGING_STATUSES.flatMap(
      (status) =>
        this.ledger.all(
          `${OPERATION} INDEXED BY "${operationsIndex(target, search.actor)}" WHERE "status" = ? AND ${CHANGES_SOMETHING} AND ${where.join(' AND ')}
           ORDER BY "requested_at" DESC, "seq" DESC LIMIT ?`,
          ...[status, ...values, search.limit],
        ) as OperationRow[],
    );
    return rows.map((row) => ({
      place: { at: row.requested_at, source: 'o', seq: row.seq },
      change: operationToChange(row),
    }));
  }

  byId(seq: number): Change | null {
    const row = this.ledger.get('SELECT * FROM "changes" WHERE "seq" = ?', seq);
    return row === undefined ? null : toChange(row as ChangeRow);
  }

  /** An operation as a change; null if there is none, or it changes nothing. */
  operation(id: string): Change | null {
    const row = this.ledger.get(
      `${OPERATION} WHERE "id" = ? AND "status" <> 'refused' AND ${CHANGES_SOMETHING}`,
      id,
    );
    return row === undefined ? null : operationToChange(row as OperationRow);
  }

  /** The newest failure since a moment, of one service or of any; null if there is none. */
  newestFailure(since: number, service: string | undefined): Change | null {
    const mine = service === undefined ? '' : 'AND "service" = ?';
    const row = this.ledger.get(
      `SELECT * FROM "changes" INDEXED BY "${changesIndex({ service })}"
       WHERE "at" >= ? ${mine} AND "tone" = 'bad' ORDER BY "at" DESC, "seq" DESC LIMIT 1`,
      since,
      ...(service === undefined ? [] : [service]),
    );
    return row === undefined ? null : toChange(row as ChangeRow);
  }

  /** The networks of each service, as its containers were last seen. */
  networksOf(): ReadonlyMap<string, readonly string[]> {
    const rows = this.ledger.all('SELECT "imprint" FROM "known_containers"') as { imprint: string }[];
    return new Map(
      rows
        .map(({ imprint }) => JSON.parse(imprint) as ContainerImprint)
        .map(({ service, networks }) => [service, networks]),
    );
  }
}

/** SQLite keeps no statistics here: left alone it takes the ends of the window for the narrowest condition. */
function changesIndex({ service, actor, lane }: Omit<ChangeSearch, 'limit'>, kind?: ChangeKind): string {
  if (lane === 'operations' && service === undefined && actor === undefined) return 'IX_changes_own';
  const columns = [
    ...(service === undefined ? [] : ['service']),
    ...(kind === undefined ? [] : ['kind']),
    ...(actor === undefined ? [] : ['actor']),
  ];
  return ['IX_changes', ...(columns.length === 0 ? ['at'] : columns)].join('_');
}

/** The window, and the place to go on from. */
function conditions(
  { from, to, after }: ChangeSearch,
  column: 'at' | 'requested_at',
  source: ChangePlace['source'],
): { where: string[]; values: Value[] } {
  const where: string[] = [];
  const values: Value[] = [];
  where.push(`"${column}" >= ?`);
  values.push(from ?? 0);
  where.push(`("${column}", "seq") < (?, ?)`);
  const newest: [number, number] = to === undefined ? [LAST_SEQ, LAST_SEQ] : [to, -1];
  const place = after === undefined ? newest : earlier(newest, [after.at, seqAfter(after, source)]);
  values.push(...place);
  return { where, values };
}

/** Operations come before other changes of the same moment: a page that ended there has them all, or none of those. */
function seqAfter(place: ChangePlace, source: ChangePlace['source']): number {
  if (place.source === source) return place.seq;
  return source === 'c' ? LAST_SEQ : -1;
}

function earlier(a: [number, number], b: [number, number]): [number, number] {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? a : b;
}

function equals(where: string[], values: Value[], column: string, value: string | undefined): void {
  if (value === undefined) return;
  where.push(`"${column}" = ?`);
  values.push(value);
}

function kindsOf(lane: ChangeLane): ChangeKind[] {
  return CHANGE_KINDS.filter((kind) => laneOf(kind, null) === lane || laneOf(kind, 'any') === lane);
}
