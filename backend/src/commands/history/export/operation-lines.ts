import type { AuditFormat } from '#shared/audit';
import type { Operation } from '#shared/operation';
import type { EntryReference } from '../../../audit/public.ts';
import { csvLine } from '../../../platform/text/csv-line.ts';

/** How operations are written to a file. */
interface LineFormat {
  readonly contentType: string;
  readonly header: string;
  line(operation: Operation, entries: readonly EntryReference[]): string;
}

const COLUMNS = [
  'id',
  'command',
  'target',
  'actor',
  'reason',
  'status',
  'requestedAt',
  'startedAt',
  'finishedAt',
  'durationMs',
  'exitCode',
  'errorCode',
  'errorMessage',
  'params',
  'outputBytes',
  'entries',
] as const;

/** Both say where in the trail an operation is recorded, so that a line can be held against the chain. */
export const OPERATION_LINES: Readonly<Record<AuditFormat, LineFormat>> = {
  jsonl: {
    contentType: 'application/jsonl; charset=utf-8',
    header: '',
    line: (operation, entries) => `${JSON.stringify({ ...operation, entries })}\n`,
  },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    header: `${COLUMNS.join(',')}\r\n`,
    line: ({ error, params, output, ...operation }, entries) => {
      const values: Readonly<Record<(typeof COLUMNS)[number], string | number | null>> = {
        ...operation,
        ...{ errorCode: error?.code ?? null, errorMessage: error?.message ?? null },
        ...{ params: JSON.stringify(params), outputBytes: output.bytes },
        entries: entries.map(({ seq, hash }) => `${seq}:${hash}`).join(' '),
      };
      return csvLine(COLUMNS.map((column) => values[column]));
    },
  },
};
