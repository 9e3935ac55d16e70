import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock } from '../../platform/time/clock.ts';
import { DEVICE_LIFETIME_MS } from '../auth-cookies.ts';
import { DeviceRepository } from '../sign-in/device.repository.ts';
import { SessionRepository } from './session.repository.ts';

/** What has expired opens nothing any more; it is only removed. */
const PURGE_EVERY_MS = 10 * 60_000;

@Injectable()
export class SessionPurge {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly devices: DeviceRepository,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Interval(PURGE_EVERY_MS)
  async purge(): Promise<void> {
    try {
      const now = this.clock.now();
      await this.work.write(async (tx) => {
        await this.sessions.deleteExpired(tx, now);
        await this.devices.deleteUnusedSince(tx, now - DEVICE_LIFETIME_MS);
      });
    } catch (error) {
      this.log.warn({ err: error }, 'Expired sessions could not be removed; the next run tries again');
    }
  }
}
