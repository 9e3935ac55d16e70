import { Injectable } from '@nestjs/common';
import type { AuditAround } from '#shared/audit';
import { AuditLogRepository } from '../audit-log.repository.ts';
import { AuditQueryRepository } from './audit-query.repository.ts';
import { type AuditRow, toEntry } from './to-entry.ts';

/** How many entries before and after are shown. */
const NEIGHBOURS = 3;

/** Where in the chain something is recorded. */
export interface EntryReference {
  readonly seq: number;
  readonly hash: string;
}

/** What the trail says about operations. */
@Injectable()
export class OperationEntries {
  constructor(
    private readonly trail: AuditLogRepository,
    private readonly entries: AuditQueryRepository,
  ) {}

  /** The entries of one operation, and those right before the first and after the last. */
  around(operationId: string): AuditAround {
    const rows = this.entries.ofOperations([operationId]);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return { before: [], entries: [], after: [] };
    const isNeighbour = ({ seq }: AuditRow): boolean => seq < first.seq;
    return {
      before: this.trail
        .after(first.seq - NEIGHBOURS - 1, NEIGHBOURS)
        .filter(isNeighbour)
        .map(toEntry),
      entries: rows.map(toEntry),
      after: this.trail.after(last.seq, NEIGHBOURS).map(toEntry),
    };
  }

  /** Where operations are recorded, in the order of the chain; one without an entry is left out. */
  referencesOf(operationIds: readonly string[]): ReadonlyMap<string, readonly EntryReference[]> {
    const rows = this.entries.ofOperations(operationIds);
    const byOperation = Map.groupBy(rows, ({ operation_id }) => operation_id ?? '');
    return new Map([...byOperation].map(([id, own]) => [id, own.map(({ seq, hash }) => ({ seq, hash }))]));
  }
}
