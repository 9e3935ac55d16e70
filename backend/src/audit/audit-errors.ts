import { AppError } from '../platform/errors/app-error.ts';

/** It could not be recorded, so it was not done. 503. */
export class AuditUnavailable extends AppError {
  readonly code = 'audit_unavailable';
  readonly kind = 'operational';

  constructor(cause: unknown) {
    super(
      'It could not be recorded, and nothing is done here that is not on record. Check that HOMELAB_DATA_DIR has free space and that no other program holds the database, then try again.',
      { cause },
    );
  }
}
