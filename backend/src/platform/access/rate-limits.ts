import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequests } from '../errors/request-errors.ts';
import { LIMITS, type LimitName } from './limits.ts';

/** Counts requests against {@link LIMITS}. In memory: a restart forgets, which is fine for what it protects. */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<LimitName, RateLimiterMemory>(
    Object.entries(LIMITS).map(([name, { points, seconds }]) => [
      name as LimitName,
      new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
    ]),
  );

  /**
   * @param client what identifies the client: a session id or an address
   * @throws TooManyRequests
   */
  async count(limit: LimitName, client: string): Promise<void> {
    try {
      await this.limiters.get(limit)?.consume(client);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new TooManyRequests(Math.ceil(error.msBeforeNext / 1_000));
      throw error;
    }
  }
}
