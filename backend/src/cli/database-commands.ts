import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppConfig } from '../platform/config/app-config.ts';
import { StoredDatabase } from '../platform/database/stored-database.ts';
import { EXIT } from '../platform/process/exit-codes.ts';
import { toIso } from '../platform/time/clock.ts';
import { BackupExists } from './cli-errors.ts';
import { type CommandResult } from './cli-output.ts';
import { type CliSurroundings } from './cli-surroundings.ts';

/**
 * @param file null for a new one among the backups
 * @throws BackupExists, DatabaseMissing, DatabaseUnusable
 */
export async function backUp({ environment }: CliSurroundings, file: string | null): Promise<CommandResult> {
  const { dataDirectory } = AppConfig.read(environment);
  const target = file === null ? newBackupIn(dataDirectory) : resolve(file);
  if (existsSync(target)) throw new BackupExists(target);
  const database = StoredDatabase.open(dataDirectory);
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    await database.copyTo(target);
  } finally {
    database.close();
  }
  return { document: { file: target }, text: `The database was copied to ${target}.` };
}

/** @throws DatabaseMissing, DatabaseUnusable */
export function check({ environment }: CliSurroundings): CommandResult {
  const database = StoredDatabase.open(AppConfig.read(environment).dataDirectory);
  try {
    const problems = database.problems();
    const ok = problems.length === 0;
    return {
      document: { ok, file: database.file, problems },
      text: ok ? `${database.file} is sound.` : [`${database.file} is damaged:`, ...problems].join('\n  '),
      exitCode: ok ? EXIT.done : EXIT.failed,
    };
  } finally {
    database.close();
  }
}

function newBackupIn(dataDirectory: string): string {
  return join(dataDirectory, 'backups', `homelab-${toIso(Date.now()).replaceAll(/[:.]/g, '-')}.db`);
}
