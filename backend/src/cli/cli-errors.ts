import { AppError } from '../platform/errors/app-error.ts';

export class BackupExists extends AppError {
  readonly code = 'backup_exists';
  readonly kind = 'user';

  constructor(file: string) {
    super(`${file} exists already, and a backup never replaces a file. Name another.`);
  }
}

export class FileExists extends AppError {
  readonly code = 'file_exists';
  readonly kind = 'user';

  constructor(file: string) {
    super(`${file} exists already, and an export never replaces a file. Name another.`);
  }
}

/** Whoever reads our standard output has stopped before the end. */
export class ExportBroken extends AppError {
  readonly code = 'export_broken';
  readonly kind = 'operational';

  constructor() {
    super('The export was cut short: what was written is not complete.');
  }
}

/** The entry a kept head names was removed since, by the configured age. */
export class HeadTooOld extends AppError {
  readonly code = 'head_too_old';
  readonly kind = 'user';

  constructor(seq: number, startSeq: number) {
    super(
      `Entry ${seq} was removed by its age: the trail begins after ${startSeq}. The chain could be checked, but not against that head. Give a later one.`,
    );
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

export class BadParam extends AppError {
  readonly code = 'bad_param';
  readonly kind = 'user';

  constructor(option: string) {
    super(`“${option}” is no parameter. Write --param NAME=VALUE, once for each.`);
  }
}
