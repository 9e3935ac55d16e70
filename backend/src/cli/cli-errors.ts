import { AppError } from '../platform/errors/app-error.ts';

export class BackupExists extends AppError {
  readonly code = 'backup_exists';
  readonly kind = 'user';

  constructor(file: string) {
    super(`${file} exists already, and a backup never replaces a file. Name another.`);
  }
}

export class PasswordsDiffer extends AppError {
  readonly code = 'passwords_differ';
  readonly kind = 'user';

  constructor() {
    super('The two passwords are not the same. Nothing was changed.');
  }
}

export class PromptCancelled extends AppError {
  readonly code = 'cancelled';
  readonly kind = 'user';

  constructor() {
    super('Cancelled. Nothing was changed.');
  }
}
