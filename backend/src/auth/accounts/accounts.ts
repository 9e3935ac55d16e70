import { Injectable } from '@nestjs/common';
import type { AccountActor } from '#shared/events/auth-events';
import type { Role } from '#shared/role';
import { RecordedEvents } from '../../audit/public.ts';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { Passwords } from '../passwords/passwords.ts';
import { makeSingleUsePassword } from '../passwords/single-use-password.ts';
import { announceEnded } from '../sessions/announce-ended.ts';
import { SessionRepository } from '../sessions/session.repository.ts';
import { AccountNotFound, LastAdmin, NameTaken } from './account-errors.ts';
import { type NewPassword, UserRepository } from './user.repository.ts';
import { type User } from './user.ts';

export interface AccountRequest {
  readonly username: string;
  readonly role: Role;
  /** null: one is made that works once and has to be changed then. */
  readonly password: string | null;
}

/** An account that was given a password. */
export interface IssuedAccount {
  readonly user: User;
  /** To be told to its owner; it is not stored. null where the password was chosen by somebody. */
  readonly singleUsePassword: string | null;
}

/** This program by itself: the first admin, and what tests prepare. */
export const BY_SYSTEM: AccountActor = { actor: 'system', actorId: null, address: null, osUser: null };

/**
 * What an administrator does to accounts. Whatever takes something from an account ends its sessions. Each change
 * is recorded in the trail or not made: all of them may throw AuditUnavailable.
 */
@Injectable()
export class Accounts {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly passwords: Passwords,
    private readonly work: UnitOfWork,
    private readonly bus: EventBus,
    private readonly recorded: RecordedEvents,
  ) {}

  async list(): Promise<readonly User[]> {
    return this.users.list();
  }

  /** @throws NameTaken */
  async create(request: AccountRequest, by: AccountActor): Promise<IssuedAccount> {
    return this.insert(request, by, async (tx) => {
      if ((await this.users.byName(request.username, tx)) !== null) throw new NameTaken(request.username);
    });
  }

  /** @throws NameTaken if there is any account */
  async createFirst(request: AccountRequest): Promise<IssuedAccount> {
    return this.insert(request, BY_SYSTEM, async (tx) => {
      if ((await this.users.count(tx)) > 0) throw new NameTaken(request.username);
    });
  }

  /**
   * Replaces a password that was forgotten, or given away.
   *
   * @throws AccountNotFound
   */
  async resetPassword(username: string, password: string | null, by: AccountActor): Promise<IssuedAccount> {
    const { singleUsePassword, ...newPassword } = await this.issue(password);
    const user = await this.change(username, 'revoked', async (tx, before) => {
      await this.users.savePassword(tx, before.id, newPassword);
      this.recorded.announce(tx, 'auth.password-reset', { ...nameOf(before), ...by });
      return { ...before, passwordState: newPassword.passwordState };
    });
    return { user, singleUsePassword };
  }

  /** @throws AccountNotFound, LastAdmin */
  async disable(username: string, by: AccountActor): Promise<User> {
    return this.change(username, 'disabled', async (tx, before) => {
      await this.refuseForLastAdmin(tx, before);
      this.recorded.announce(tx, 'auth.account-disabled', { ...nameOf(before), ...by });
      return this.users.disable(tx, before);
    });
  }

  /** @throws AccountNotFound */
  async enable(username: string, by: AccountActor): Promise<User> {
    return this.change(username, 'revoked', async (tx, before) => {
      this.recorded.announce(tx, 'auth.account-enabled', { ...nameOf(before), ...by });
      return this.users.enable(tx, before);
    });
  }

  /** @throws AccountNotFound, LastAdmin */
  async changeRole(username: string, role: Role, by: AccountActor): Promise<User> {
    return this.change(username, 'revoked', async (tx, before) => {
      if (role !== 'admin') await this.refuseForLastAdmin(tx, before);
      const event = { ...nameOf(before), role, previousRole: before.role, ...by };
      this.recorded.announce(tx, 'auth.role-changed', event);
      return this.users.saveRole(tx, before, role);
    });
  }

  private async insert(
    { username, role, password }: AccountRequest,
    by: AccountActor,
    refuse: (tx: Transaction) => Promise<void>,
  ): Promise<IssuedAccount> {
    const { singleUsePassword, ...newPassword } = await this.issue(password);
    const user = await this.work.write(async (tx) => {
      await refuse(tx);
      const created = await this.users.create(tx, { username, role, ...newPassword });
      this.recorded.announce(tx, 'auth.account-created', { ...nameOf(created), role, ...by });
      return created;
    });
    return { user, singleUsePassword };
  }

  private async issue(
    password: string | null,
  ): Promise<NewPassword & Pick<IssuedAccount, 'singleUsePassword'>> {
    if (password !== null) {
      return {
        passwordHash: await this.passwords.hash(password),
        passwordState: 'set',
        singleUsePassword: null,
      };
    }
    const singleUsePassword = makeSingleUsePassword();
    const passwordHash = await this.passwords.hash(singleUsePassword);
    return { passwordHash, passwordState: 'single_use', singleUsePassword };
  }

  /** Changes an account and ends its sessions, in one transaction. */
  private async change(
    username: string,
    reason: 'revoked' | 'disabled',
    apply: (tx: Transaction, before: User) => Promise<User>,
  ): Promise<User> {
    const { user, ended } = await this.work.write(async (tx) => {
      const before = await this.users.byName(username, tx);
      if (before === null) throw new AccountNotFound(username);
      return { user: await apply(tx, before), ended: await this.sessions.deleteOfUser(tx, before.id, null) };
    });
    announceEnded(this.bus, ended, reason);
    return user;
  }

  private async refuseForLastAdmin(tx: Transaction, { id, username }: User): Promise<void> {
    const admins = await this.users.enabledAdmins(tx);
    if (admins.length === 1 && admins[0]?.id === id) throw new LastAdmin(username);
  }
}

function nameOf({ id, username }: User): { readonly userId: string; readonly username: string } {
  return { userId: id, username };
}
