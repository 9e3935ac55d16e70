import type { AuditFormat } from '#shared/audit';
import { csvLine } from '../../platform/text/csv-line.ts';
import { type AuditRow, toEntry } from '../reading/to-entry.ts';

/** How the trail is written to a file. */
interface LineFormat {
  readonly contentType: string;
  readonly header: string;
  line(row: AuditRow): string;
}

const COLUMNS = [
  'seq',
  'at',
  'actor',
  'actorId',
  'action',
  'target',
  'outcome',
  'operationId',
  'address',
  'details',
  'prevHash',
  'hash',
] as const;

/** Both have everything the hashes are made of, the id of who did it included. */
export const LINE_FORMATS: Readonly<Record<AuditFormat, LineFormat>> = {
  jsonl: {
    contentType: 'application/jsonl; charset=utf-8',
    header: '',
    line: (row) => `${JSON.stringify({ ...toEntry(row), actorId: row.actor_id })}\n`,
  },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    header: `${COLUMNS.join(',')}\r\n`,
    line: (row) => {
      const { at } = toEntry(row);
      const values: Readonly<Record<(typeof COLUMNS)[number], string | number | null>> = {
        ...{ seq: row.seq, at, actor: row.actor, actorId: row.actor_id, action: row.action },
        ...{ target: row.target, outcome: row.outcome, operationId: row.operation_id, address: row.address },
        ...{ details: row.details, prevHash: row.prev_hash, hash: row.hash },
      };
      return csvLine(COLUMNS.map((column) => values[column]));
    },
  },
};
