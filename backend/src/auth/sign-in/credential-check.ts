import { Injectable } from '@nestjs/common';
import { RecordedEvents } from '../../audit/public.ts';
import { type Principal } from '../../platform/access/principal.ts';
import { UserRepository } from '../accounts/user.repository.ts';
import { type UserWithHash } from '../accounts/user.ts';
import { type PasswordHashing } from '../passwords/password-hashing.ts';
import { Passwords } from '../passwords/passwords.ts';
import { KnownDevices } from './known-devices.ts';
import { type CountedAttempt, LoginThrottle } from './login-throttle.ts';
import { InvalidCredentials, TooManyAttempts } from './sign-in-errors.ts';
import { knownDevice, signedIn, stranger, type Suspect } from './suspect.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly address: string;
  /** What the browser keeps from an earlier sign-in; null without. */
  readonly deviceToken: string | null;
}

/** Somebody who is signed in, and from where. */
export type Owner = Pick<Principal['user'], 'id' | 'username'> & { readonly address: string };

/** An account whose password was just given. */
export interface VerifiedAccount {
  readonly user: UserWithHash;
  readonly attempt: CountedAttempt;
  readonly knownDevice: boolean;
  /** The password hashed anew, where the stored hash is of an earlier strength; else null. */
  readonly strongerHash: string | null;
}

/**
 * The password step. An unknown name, a disabled account and a wrong password get the same answer after the
 * same work.
 */
@Injectable()
export class CredentialCheck {
  constructor(
    private readonly users: UserRepository,
    private readonly devices: KnownDevices,
    private readonly passwords: Passwords,
    private readonly throttle: LoginThrottle,
    private readonly recorded: RecordedEvents,
  ) {}

  /**
   * @throws InvalidCredentials, TooManyAttempts
   * @throws AuditUnavailable if a failure cannot be recorded: nobody guesses without a trace
   */
  async verify(credentials: Credentials): Promise<VerifiedAccount> {
    const { username, address, deviceToken } = credentials;
    const device = await this.devices.find(deviceToken, username);
    const suspect = device === null ? stranger(username, address) : knownDevice(username, device);
    try {
      this.throttle.check(suspect);
      return await this.passwords.inTurn((hashing) => this.attempt(credentials, suspect, hashing));
    } catch (error) {
      if (error instanceof TooManyAttempts) await this.announceFailure(credentials, 'too_many_attempts');
      throw error;
    }
  }

  /**
   * For somebody who is signed in: checks the current password and hashes the new one, in one turn.
   *
   * @returns the new password's hash
   * @throws InvalidCredentials, TooManyAttempts
   * @throws AuditUnavailable if a failure cannot be recorded
   */
  async exchange(owner: Owner, currentPassword: string, newPassword: string): Promise<string> {
    const suspect = signedIn(owner.id);
    const failed = async (reason: 'invalid_credentials' | 'too_many_attempts'): Promise<void> => {
      const { id: userId, username, address } = owner;
      await this.recorded.announceAlone('auth.password-change-failed', { userId, username, address, reason });
    };
    try {
      this.throttle.check(suspect);
      return await this.passwords.inTurn(async (hashing) => {
        const user = await this.users.byId(owner.id);
        const attempt = this.throttle.begin(suspect);
        if (!(await hashing.matches(currentPassword, user?.passwordHash ?? null))) {
          await failed('invalid_credentials');
          throw new InvalidCredentials(attempt.left, 'That is not your current password.');
        }
        this.throttle.succeeded(attempt);
        return hashing.hash(newPassword);
      });
    } catch (error) {
      if (error instanceof TooManyAttempts) await failed('too_many_attempts');
      throw error;
    }
  }

  private async attempt(
    credentials: Credentials,
    suspect: Suspect,
    hashing: PasswordHashing,
  ): Promise<VerifiedAccount> {
    const user = await this.users.byName(credentials.username);
    const attempt = this.throttle.begin(suspect);
    const matches = await hashing.matches(credentials.password, user?.passwordHash ?? null);
    if (user === null || !matches || user.disabledAt !== null || user.passwordState === 'used') {
      await this.announceFailure(
        credentials,
        matches && user?.disabledAt !== null ? 'disabled' : 'invalid_credentials',
      );
      throw new InvalidCredentials(attempt.left);
    }
    this.throttle.succeeded(attempt);
    const strongerHash = hashing.isOutdated(user.passwordHash)
      ? await hashing.hash(credentials.password)
      : null;
    return {
      user,
      attempt,
      knownDevice: suspect.counters.some(({ kind }) => kind === 'device'),
      strongerHash,
    };
  }

  private async announceFailure(
    { username, address }: Credentials,
    reason: 'invalid_credentials' | 'disabled' | 'too_many_attempts',
  ): Promise<void> {
    await this.recorded.announceAlone('auth.login-failed', { username, address, reason });
  }
}
