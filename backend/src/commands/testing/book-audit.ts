import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withRawDatabase } from '../../platform/database/testing/raw-database.ts';

/** What is wrong with the books: each answers with rows where nothing should be. */
const QUESTIONS = {
  'runs in the books': `SELECT id FROM operations WHERE status IN ('queued', 'running')`,
  'has not one request and one outcome in the trail': `SELECT id, status FROM operations o WHERE status <> 'refused' AND (
      1 <> (SELECT count(*) FROM audit_logs a WHERE a.operation_id = o.id AND a.action = 'command.requested')
      OR 1 <> (SELECT count(*) FROM audit_logs a WHERE a.operation_id = o.id AND a.action = 'command.finished' AND a.outcome = o.status))`,
  'has not one last event': `SELECT id FROM operations o WHERE status <> 'refused' AND (
      1 <> (SELECT count(*) FROM operation_events e WHERE e.operation_id = o.id AND e.kind = 'state'
            AND json_extract(e.data, '$.status') NOT IN ('queued', 'running'))
      OR o.status <> (SELECT json_extract(e.data, '$.status') FROM operation_events e WHERE e.operation_id = o.id ORDER BY seq DESC LIMIT 1))`,
  'is in the trail and not in the books': `SELECT operation_id FROM audit_logs
      WHERE operation_id IS NOT NULL AND operation_id NOT IN (SELECT id FROM operations)`,
} as const;

/** What the books of a folder have to answer for, in words; empty if all is well. */
export async function problemsOfBooks(folder: string, told: readonly string[]): Promise<readonly string[]> {
  return withRawDatabase(join(folder, 'homelab.db'), (database) => {
    const rows = Object.entries(QUESTIONS).flatMap(([what, sql]) =>
      database
        .prepare(sql)
        .all()
        .map((row) => `${JSON.stringify(row)} ${what}`),
    );
    const known = new Set(database.prepare('SELECT id FROM operations').pluck().all());
    const lost = told.filter((id) => !known.has(id)).map((id) => `${id} was answered and is lost`);
    const began = witnessed(join(folder, 'witness'));
    const unrecorded = began.filter((id) => !known.has(id)).map((id) => `${id} ran without a row`);
    const doubled = began.filter((id, index) => began.indexOf(id) !== index).map((id) => `${id} ran twice`);
    const left = survivors(known as ReadonlySet<string>).map((pid) => `process ${pid} is still there`);
    return [...rows, ...lost, ...unrecorded, ...doubled, ...left];
  });
}

/** The operations that really began, each time they did. */
export function witnessed(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

/** The processes that carry the mark of one of these operations. */
export function survivors(ids: ReadonlySet<string>): readonly string[] {
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      const environment = readFileSync(`/proc/${entry}/environ`, 'latin1');
      return ids.has(/(?:^|\0)HOMELAB_OPERATION=([^\0]*)/.exec(environment)?.[1] ?? '');
    } catch {
      return false; // gone, or somebody else's
    }
  });
}
