import { Injectable } from '@nestjs/common';
import { type Transaction } from '../../platform/database/unit-of-work.ts';
import { Clock } from '../../platform/time/clock.ts';
import { newToken, tokenId } from '../sessions/secret-token.ts';
import { DeviceRepository } from './device.repository.ts';

/** Devices remembered for one account; the longest unused one makes room. */
const DEVICES_MAX = 50;

/** The browsers that have signed in before, told apart by a cookie that outlives the session. */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly repository: DeviceRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns the device's id if it has signed in to that account before */
  async find(token: string | null, username: string): Promise<string | null> {
    const id = tokenId(token ?? ''); // asked without a cookie too: the answer takes the same work
    return (await this.repository.isKnown(id, username)) && token !== null ? id : null;
  }

  /**
   * Remembers the browser for an account.
   *
   * @param token as the browser sent it; only one of our own making is kept, anything else is replaced
   * @returns the token the browser is to keep
   */
  async remember(tx: Transaction, token: string | null, userId: string): Promise<string> {
    const own = token !== null && (await this.repository.exists(tx, tokenId(token)));
    const kept = own ? token : newToken();
    await this.repository.deleteBeyond(tx, userId, DEVICES_MAX - 1);
    await this.repository.save(tx, tokenId(kept), userId, this.clock.now());
    return kept;
  }
}
