import { Injectable } from '@nestjs/common';
import type { Role } from '#shared/role';
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

/** What an administrator does to accounts. Whatever takes something from an account ends its sessions. */
@Injectable()
export class Accounts {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly passwords: Passwords,
    private readonly work: UnitOfWork,
    private readonly bus: EventBus,
  ) {}

  async list(): Promise<readonly User[]> {
    return this.users.list();
  }

  /** @throws NameTaken */
  async create(request: AccountRequest): Promise<IssuedAccount> {
    return this.insert(request, async (tx) => {
      if ((await this.users.byName(request.username, tx)) !== null) throw new NameTaken(request.username);
    });
  }

  /** @throws NameTaken if there is any account */
  async createFirst(request: AccountRequest): Promise<IssuedAccount> {
    return this.insert(request, async (tx) => {
      if ((await this.users.count(tx)) > 0) throw new NameTaken(request.username);
    });
  }

  /**
   * Replaces a password that was forgotten, or given away.
   *
   * @throws AccountNotFound
   */
  async resetPassword(username: string, password: string | null): Promise<IssuedAccount> {
    const { singleUsePassword, ...newPassword } = await this.issue(password);
    const user = await this.change(username, 'revoked', async (tx, before) => {
      await this.users.savePassword(tx, before.id, newPassword);
      return { ...before, passwordState: newPassword.passwordState };
    });
    this.bus.publish('auth.password-reset', { userId: user.id, username: user.username });
    return { user, singleUsePassword };
  }

  /** @throws AccountNotFound, LastAdmin */
  async disable(username: string): Promise<User> {
    const user = await this.change(username, 'disabled', async (tx, before) => {
      await this.refuseForLastAdmin(tx, before);
      return this.users.disable(tx, before);
    });
    this.bus.publish('auth.account-disabled', { userId: user.id, username: user.username });
    return user;
  }

  /** @throws AccountNotFound */
  async enable(username: string): Promise<User> {
    const user = await this.change(username, 'revoked', async (tx, before) => this.users.enable(tx, before));
    this.bus.publish('auth.account-enabled', { userId: user.id, username: user.username });
    return user;
  }

  /** @throws AccountNotFound, LastAdmin */
  async changeRole(username: string, role: Role): Promise<User> {
    const user = await this.change(username, 'revoked', async (tx, before) => {
      if (role !== 'admin') await this.refuseForLastAdmin(tx, before);
      return this.users.saveRole(tx, before, role);
    });
    this.bus.publish('auth.role-changed', { userId: user.id, username: user.username, role });
    return user;
  }

  private async insert(
    { username, role, password }: AccountRequest,
    refuse: (tx: Transaction) => Promise<void>,
  ): Promise<IssuedAccount> {
    const { singleUsePassword, ...newPassword } = await this.issue(password);
    const user = await this.work.write(async (tx) => {
      await refuse(tx);
      return this.users.create(tx, { username, role, ...newPassword });
    });
    this.bus.publish('auth.account-created', { userId: user.id, username, role });
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
