import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toIso } from '../time/clock.ts';
import { DatabaseTooNew, MigrationFailed } from './database-errors.ts';
import { type OpenConnection } from './data-source.ts';

/** Copies kept of the file as it was before migrations; the oldest beyond these are removed. */
const BACKUPS_KEPT = 5;

const BACKUP_NAME = /^before-migration-.*\.db$/;

export interface MigrationReport {
  readonly applied: readonly string[];
  /** The copy made before anything was changed; null where there was nothing to lose. */
  readonly backup: string | null;
}

/**
 * Brings the file to this release's schema. A file that holds anything is copied first.
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
    const applied = await connection.source.runMigrations();
    return { applied: applied.map(({ name }) => name), backup };
  } catch (error) {
    throw new MigrationFailed(backup, error);
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
  const target = join(folder, `before-migration-${toIso(now).replaceAll(/[:.]/g, '-')}.db`);
  await raw.backup(target);
  const old = readdirSync(folder)
    .filter((name) => BACKUP_NAME.test(name))
    .sort()
    .slice(0, -BACKUPS_KEPT);
  for (const name of old) rmSync(join(folder, name));
  return target;
}
