import type { Role } from '#shared/role';

/**
 * How the password came to be. `set`: chosen by its owner. `single_use`: made by this program and not used
 * yet. `used`: made by this program and used up; the session it opened may only change it.
 */
export const PASSWORD_STATES = ['set', 'single_use', 'used'] as const;
export type PasswordState = (typeof PASSWORD_STATES)[number];

/** An account, without what proves its password. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly passwordState: PasswordState;
  /** Wall-clock milliseconds; null while the account may be used. */
  readonly disabledAt: number | null;
  readonly createdAt: number;
}

/** For the sign-in alone: what a password is compared with. */
export interface UserWithHash extends User {
  readonly passwordHash: string;
}

/** Two spellings with the same key are the same account, and share its counters. */
export function nameKey(username: string): string {
  return username.normalize('NFKC').toLowerCase().normalize('NFKC'); // a lower-case letter may compose where its capital did not
}
