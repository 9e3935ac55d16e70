import { AppError } from '../errors/app-error.ts';

/** The database file cannot be used as it is. */
export class DatabaseUnusable extends AppError {
  readonly code = 'database_unusable';
  readonly kind = 'operational';

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `The database cannot be used: ${reason}. Nothing was changed. Check that HOMELAB_DATA_DIR is on a local disk with free space and writable by this user.`,
      options,
    );
  }
}

/** The file was written by a newer release; opening it would damage what that release relies on. */
export class DatabaseTooNew extends AppError {
  readonly code = 'database_too_new';
  readonly kind = 'operational';

  constructor(unknownMigrations: readonly string[]) {
    super(
      `The database was written by a newer release (it has ${unknownMigrations.join(', ')}). Nothing was changed. Start that release, or restore a backup made before the upgrade.`,
    );
  }
}

/** The file could not be brought to this release's schema; it is as it was before. */
export class MigrationFailed extends AppError {
  readonly code = 'migration_failed';
  readonly kind = 'operational';

  constructor(backup: string | null, cause: unknown) {
    const copy = backup === null ? '' : ` A copy made before is at ${backup}.`;
    super(
      `The database could not be migrated: ${messageOf(cause)}. What this step had changed was undone.${copy} Start the release that ran before, and report this.`,
      { cause },
    );
  }
}

/** More writes are waiting than the disk can take. */
export class DatabaseOverloaded extends AppError {
  readonly code = 'database_overloaded';
  readonly kind = 'operational';

  constructor(waiting: number) {
    super(`${waiting} writes are waiting for the disk. Nothing was stored. Try again in a moment.`);
  }
}

/** Another process has been writing for longer than a statement waits. */
export class DatabaseBusy extends AppError {
  readonly code = 'database_busy';
  readonly kind = 'operational';

  constructor(options: ErrorOptions) {
    super(
      'Another process is writing to the database and did not finish in time. Nothing was stored. Try again.',
      options,
    );
  }
}

/** There is no database to look at. */
export class DatabaseMissing extends AppError {
  readonly code = 'database_missing';
  readonly kind = 'operational';

  constructor(file: string) {
    super(
      `There is no database at ${file}. The server makes one when it first starts; is HOMELAB_DATA_DIR right?`,
    );
  }
}

/**
 * Gives what SQLite says about the file, the disk and other processes a name of ours; leaves everything else
 * as it is: a defect of a statement is nothing the disk did.
 */
export function namedDatabaseError(error: unknown): unknown {
  const code = sqliteCodeOf(error) ?? '';
  if (code.startsWith('SQLITE_BUSY')) return new DatabaseBusy({ cause: error });
  if (/^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN)/.test(code)) {
    return new DatabaseUnusable(messageOf(error), { cause: error });
  }
  return error;
}

/**
 * SQLite's own code for what went wrong; null for an error of anybody else. TypeORM wraps the driver's error and
 * copies the code. The class says nothing: the driver is native and may have it from another realm.
 */
export function sqliteCodeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : null;
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
