import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { Log } from '../platform/logging/logger.ts';
import { Verification } from './chain/verification.ts';
import { Retention } from './retention/retention.ts';

/** At night, by the machine's clock, when nobody waits for an answer. */
const EVERY_NIGHT = '17 3 * * *';

/** What is done with the trail once a day: old entries go, where the configuration says so, and the chain is checked. */
@Injectable()
export class DailyCare {
  constructor(
    private readonly retention: Retention,
    private readonly verification: Verification,
    private readonly log: Log,
  ) {}

  @Cron(EVERY_NIGHT)
  async run(): Promise<void> {
    try {
      const removed = await this.retention.apply();
      if (removed > 0) this.log.info({ removed }, 'Old audit entries removed');
      const { ok, entries } = await this.verification.verify();
      if (ok) this.log.info({ entries }, 'The trail is unbroken');
    } catch (error) {
      this.log.error({ err: error }, 'The nightly care of the trail failed; the next night tries again');
    }
  }
}
