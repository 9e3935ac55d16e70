import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { Database } from '../../platform/database/database.ts';
import { type Transaction } from '../../platform/database/unit-of-work.ts';
import { nameKey } from '../accounts/user.ts';
import { DeviceEntity } from './device.entity.ts';

/** Where the browsers that signed in before are kept. Writing methods take the transaction they belong to. */
@Injectable()
export class DeviceRepository {
  constructor(private readonly database: Database) {}

  /** Whether the device has signed in to the account of that name before. */
  async isKnown(id: string, username: string): Promise<boolean> {
    return this.database.reader.existsBy(DeviceEntity, { id, user: { nameKey: nameKey(username) } });
  }

  /** Whether the device has signed in to any account before. */
  async exists(tx: Transaction, id: string): Promise<boolean> {
    return tx.existsBy(DeviceEntity, { id });
  }

  /** Remembers a device for an account, or that it was used again. */
  async save(tx: Transaction, id: string, userId: string, now: number): Promise<void> {
    const { affected } = await tx.update(DeviceEntity, { id, userId }, { lastUsedAt: now });
    if (affected === 0) await tx.insert(DeviceEntity, { id, userId, createdAt: now, lastUsedAt: now });
  }

  /** Forgets the longest unused devices of an account beyond `max`. */
  async deleteBeyond(tx: Transaction, userId: string, max: number): Promise<void> {
    const rows = await tx.find(DeviceEntity, {
      select: { id: true, userId: true },
      where: { userId },
      order: { lastUsedAt: 'DESC', createdAt: 'DESC', id: 'ASC' },
    });
    await tx.delete(DeviceEntity, { userId, id: In(rows.slice(max).map(({ id }) => id)) });
  }

  async deleteUnusedSince(tx: Transaction, time: number): Promise<void> {
    await tx.delete(DeviceEntity, { lastUsedAt: LessThanOrEqual(time) });
  }
}
