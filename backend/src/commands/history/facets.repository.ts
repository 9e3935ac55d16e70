import { Injectable } from '@nestjs/common';
import { OPERATION_STATUSES } from '#shared/operation';
import type { OperationFacets } from '#shared/operation-metrics';
import { Ledger } from '../../platform/database/ledger.ts';

/** More names than this are not a menu. */
const NAMES_MAX = 500;

/** What there is to filter operations by. */
@Injectable()
export class Facets {
  constructor(private readonly ledger: Ledger) {}

  /** Names of operations asked for within a window. */
  within(from: number, to: number): Omit<OperationFacets, 'counts'> {
    const lists = (['command', 'target', 'actor'] as const).map((column) => this.names(column, from, to));
    const [commands = [], targets = [], actors = []] = lists.map((names) => names.slice(0, NAMES_MAX));
    return { commands, targets, actors, truncated: lists.some(({ length }) => length > NAMES_MAX) };
  }

  /** Jumps from each name to the next in the index, and looks whether it occurs in the window: a few steps a name. */
  private names(column: 'command' | 'target' | 'actor', from: number, to: number): string[] {
    const index = `IX_operations_${column}_list`;
    const next = `SELECT min(${column}) FROM operations INDEXED BY ${index} WHERE ${column} >`;
    const occurs = OPERATION_STATUSES.map(
      (status) => `EXISTS (SELECT 1 FROM operations INDEXED BY ${index}
         WHERE ${column} = name AND status = '${status}' AND requested_at >= earliest AND requested_at < latest)`,
    ).join(' OR ');
    const rows = this.ledger.all(
      `WITH RECURSIVE bounds (earliest, latest) AS (VALUES (?, ?)), names (name) AS (
         ${next} '' UNION ALL SELECT (${next} name) FROM names WHERE name IS NOT NULL)
       SELECT name FROM bounds CROSS JOIN names WHERE name IS NOT NULL AND (${occurs}) LIMIT ${NAMES_MAX + 1}`,
      from,
      to,
    );
    return (rows as { readonly name: string }[]).map(({ name }) => name);
  }
}
