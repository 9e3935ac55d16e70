import { AppError } from '../../platform/errors/app-error.ts';
import { NotFound } from '../../platform/errors/request-errors.ts';

export class AccountNotFound extends NotFound {
  override readonly code = 'account_not_found';

  constructor(username: string) {
    super(`There is no account “${username}”. “homelab user list” shows all.`);
  }
}

export class NameTaken extends AppError {
  readonly code = 'name_taken';
  readonly kind = 'user';

  constructor(username: string) {
    super(`There is an account “${username}” already. Names differ in more than upper and lower case.`);
  }
}

/** It would leave nobody who may change anything. */
export class LastAdmin extends AppError {
  readonly code = 'last_admin';
  readonly kind = 'user';

  constructor(username: string) {
    super(`“${username}” is the only admin who can sign in. Make another account admin first.`);
  }
}
