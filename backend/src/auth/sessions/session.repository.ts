import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { Database } from '../../platform/database/database.ts';
import { type Transaction } from '../../platform/database/unit-of-work.ts';
import { toUser } from '../accounts/user.repository.ts';
import { type User } from '../accounts/user.ts';
import { type Session } from './session.ts';
import { SessionEntity } from './session.entity.ts';

export interface SessionOfUser {
  readonly session: Session;
  readonly user: User;
}

/** Where sessions are kept. Reading methods see what is committed, or what the given transaction sees. */
@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  async byId(id: string, tx: Transaction = this.database.reader): Promise<SessionOfUser | null> {
    const row = await tx.findOne(SessionEntity, { where: { id }, relations: { user: true } });
    return row === null ? null : toSessionOfUser(row);
  }

  async byIds(ids: readonly string[]): Promise<SessionOfUser[]> {
    const rows = await this.database.reader.find(SessionEntity, {
      where: { id: In(ids) },
      relations: { user: true },
    });
    return rows.map(toSessionOfUser);
  }

  /** Another number after anything was committed, by this process or another: as long as it stays, so do sessions. */
  dataVersion(): number {
    return this.database.dataVersion();
  }

  async insert(tx: Transaction, session: Session): Promise<void> {
    await tx.insert(SessionEntity, { ...session });
  }

  /** Never brings back a session that has ended in the meantime. */
  async saveUse(tx: Transaction, { id, lastSeenAt, expiresAt }: Session): Promise<void> {
    await tx.update(SessionEntity, { id }, { lastSeenAt, expiresAt });
  }

  /** Gives a session another id: its old token opens nothing any more. */
  async rename(tx: Transaction, id: string, newId: string): Promise<void> {
    await tx.update(SessionEntity, { id }, { id: newId });
  }

  /** @returns whether there was one */
  async delete(tx: Transaction, id: string): Promise<boolean> {
    const { affected } = await tx.delete(SessionEntity, { id });
    return affected === 1;
  }

  /** @returns the ids of the sessions that were deleted */
  async deleteOfUser(tx: Transaction, userId: string, except: string | null): Promise<string[]> {
    const ids = (await this.idsOf(tx, userId)).filter((id) => id !== except);
    await tx.delete(SessionEntity, { id: In(ids) });
    return ids;
  }

  /** @returns the ids of the sessions that were deleted: the longest unused ones beyond `max` */
  async deleteBeyond(tx: Transaction, userId: string, max: number): Promise<string[]> {
    const ids = (await this.idsOf(tx, userId)).slice(max);
    await tx.delete(SessionEntity, { id: In(ids) });
    return ids;
  }

  /** @returns how many were deleted */
  async deleteExpired(tx: Transaction, now: number): Promise<number> {
    const { affected } = await tx.delete(SessionEntity, { expiresAt: LessThanOrEqual(now) });
    return affected ?? 0;
  }

  /** The most recently used first. */
  private async idsOf(tx: Transaction, userId: string): Promise<string[]> {
    const rows = await tx.find(SessionEntity, {
      select: { id: true },
      where: { userId },
      order: { lastSeenAt: 'DESC', createdAt: 'DESC', id: 'ASC' },
    });
    return rows.map(({ id }) => id);
  }
}

function toSessionOfUser({ user, ...session }: SessionEntity): SessionOfUser {
  return { session, user: toUser(user) };
}
