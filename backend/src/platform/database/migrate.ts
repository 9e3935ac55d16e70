import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toIso } from '../time/clock.ts';
import { DatabaseTooNew, MigrationFailed, sqliteCodeOf } from './database-errors.ts';
import { type OpenConnection } from './data-source.ts';

/** Copies kept of the file as it was before migrations; the oldest beyond these are removed. */
const BACKUPS_KEPT = 5;

/** How long another process that migrates the same file is waited for. A million rows get their indexes in 10 s. */
const OTHER_PROCESS_MS = 60_000;
const ASK_AGAIN_MS = 20;

const BACKUP_NAME = /^before-migration-.*\.db$/;

export interface MigrationReport {
  readonly applied: readonly string[];
  /** The copy made before anything was changed; null where there was nothing to lose. */
  readonly backup: string | null;
}

/**
 * Brings the file to this release's schema, all of it or nothing. A file that holds anything is copied first. Of
 * two processes that find the same old file, one does it and the other waits.
 *
 * @throws DatabaseTooNew if the file has migrations this release does not know; MigrationFailed
 */
export async function migrate(
  connection: OpenConnection,
  file: string,
  now: number,
): Promise<MigrationReport> {
  const done = appliedMigrations(connection);
  const known = new Set(connection.source.migrations.map(({ name }) => name));
  const unknown = done.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new DatabaseTooNew(unknown);
  if (done.length === known.size) return { applied: [], backup: null };
  const backup = done.length > 0 ? await backUp(connection, file, now) : null;
  try {
    return { applied: await runAlone(connection), backup };
  } catch (error) {
    throw new MigrationFailed(backup, error);
  }
}

/** In one transaction that keeps others out from before it looks at what is left to do. */
async function runAlone({ source, raw }: OpenConnection): Promise<string[]> {
  await beginAlone(raw);
  try {
    const applied = await source.runMigrations({ transaction: 'none' });
    raw.exec('COMMIT');
    return applied.map(({ name }) => name);
  } catch (error) {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    throw error;
  }
}

async function beginAlone(raw: OpenConnection['raw']): Promise<void> {
  const waitMs = Number(raw.pragma('busy_timeout', { simple: true }));
  const deadline = performance.now() + OTHER_PROCESS_MS;
  raw.pragma('busy_timeout = 0'); // SQLite's own waiting would hold up whatever else this process does
  try {
    for (;;) {
      try {
        raw.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        const isBusy = sqliteCodeOf(error)?.startsWith('SQLITE_BUSY') ?? false;
        if (!isBusy || performance.now() > deadline) throw error;
        await sleep(ASK_AGAIN_MS);
      }
    }
  } finally {
    raw.pragma(`busy_timeout = ${waitMs}`);
  }
}

function appliedMigrations({ raw }: OpenConnection): string[] {
  const exists = raw
    .prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`)
    .get();
  if (exists === undefined) return [];
  return raw.prepare<[], string>('SELECT name FROM migrations ORDER BY id').pluck().all();
}

async function backUp({ raw }: OpenConnection, file: string, now: number): Promise<string> {
  const folder = join(dirname(file), 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Of two processes that start in the same millisecond, neither may write into the copy of the other.
  const name = `before-migration-${toIso(now).replaceAll(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}.db`;
  const target = join(folder, name);
  await raw.backup(target);
  const old = readdirSync(folder)
    .filter((each) => BACKUP_NAME.test(each))
    .sort()
    .slice(0, -BACKUPS_KEPT);
  for (const each of old) rmSync(join(folder, each), { force: true }); // the other may have removed it
  return target;
}
