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

/** More writes are waiting than the disk can take. */
export class DatabaseOverloaded extends AppError {
  readonly code = 'database_overloaded';
  readonly kind = 'operational';

  constructor(waiting: number) {
    super(`${waiting} writes are waiting for the disk. Nothing was stored. Try again in a moment.`);
  }
}
