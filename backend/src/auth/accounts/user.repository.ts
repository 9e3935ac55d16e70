import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Role } from '#shared/role';
import { Database } from '../../platform/database/database.ts';
import { type Transaction } from '../../platform/database/unit-of-work.ts';
import { Clock } from '../../platform/time/clock.ts';
import { nameKey, type User, type UserWithHash } from './user.ts';
import { UserEntity } from './user.entity.ts';

export type NewUser = Pick<UserWithHash, 'username' | 'role' | 'passwordHash' | 'passwordState'>;
export type NewPassword = Pick<UserWithHash, 'passwordHash' | 'passwordState'>;

/** Where accounts are kept. Reading methods see what is committed, or what the given transaction sees. */
@Injectable()
export class UserRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  async list(): Promise<User[]> {
    const rows = await this.database.reader.find(UserEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(toUser);
  }

  async byName(username: string, tx: Transaction = this.database.reader): Promise<UserWithHash | null> {
    return withHash(await tx.findOneBy(UserEntity, { nameKey: nameKey(username) }));
  }

  async byId(id: string, tx: Transaction = this.database.reader): Promise<UserWithHash | null> {
    return withHash(await tx.findOneBy(UserEntity, { id }));
  }

  async count(tx: Transaction = this.database.reader): Promise<number> {
    return tx.count(UserEntity);
  }

  /** Oldest first. */
  async enabledAdmins(tx: Transaction = this.database.reader): Promise<User[]> {
    const rows = await tx.find(UserEntity, {
      where: { role: 'admin', disabledAt: IsNull() },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return rows.map(toUser);
  }

  async create(tx: Transaction, user: NewUser): Promise<User> {
    const row = {
      ...user,
      id: randomUUID(),
      nameKey: nameKey(user.username),
      disabledAt: null,
      createdAt: this.clock.now(),
    };
    await tx.insert(UserEntity, row);
    return toUser(row);
  }

  async savePassword(tx: Transaction, id: string, password: NewPassword): Promise<void> {
    await tx.update(UserEntity, { id }, password);
  }

  async saveRole(tx: Transaction, user: User, role: Role): Promise<User> {
    await tx.update(UserEntity, { id: user.id }, { role });
    return { ...user, role };
  }

  async disable(tx: Transaction, user: User): Promise<User> {
    const disabledAt = this.clock.now();
    await tx.update(UserEntity, { id: user.id }, { disabledAt });
    return { ...user, disabledAt };
  }

  async enable(tx: Transaction, user: User): Promise<User> {
    await tx.update(UserEntity, { id: user.id }, { disabledAt: null });
    return { ...user, disabledAt: null };
  }
}

export function toUser({ id, username, role, passwordState, disabledAt, createdAt }: UserEntity): User {
  return { id, username, role, passwordState, disabledAt, createdAt };
}

function withHash(row: UserEntity | null): UserWithHash | null {
  return row === null ? null : { ...toUser(row), passwordHash: row.passwordHash };
}
