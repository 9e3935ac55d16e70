import type { Role } from '#shared/role';
import { AppError } from '../errors/app-error.ts';
import { Forbidden } from '../errors/request-errors.ts';

/** The account's role is not enough. 403. */
export class RoleTooLow extends Forbidden {
  constructor(role: Role, needed: Role) {
    super(`This needs the role ${needed}, and you are signed in as ${role}. An admin can change your role.`);
  }
}

/** The password was set by somebody else and has to be changed first. 403. */
export class PasswordChangeRequired extends AppError {
  readonly code = 'password_change_required';
  readonly kind = 'user';

  constructor() {
    super(
      'Your password was set for you and has to be changed before anything else: POST /api/auth/password.',
    );
  }
}

/** A route or event does not say who may use it, so nobody may. A defect; the inventory test finds it first. */
export class AccessNotDeclared extends AppError {
  readonly code = 'access_not_declared';
  readonly kind = 'unexpected';

  constructor(where: string) {
    super(`${where} does not declare who may use it, so it was refused.`);
  }
}
