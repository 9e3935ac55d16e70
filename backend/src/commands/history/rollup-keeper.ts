import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Log } from '../../platform/logging/logger.ts';
import { RollupRebuild } from './rollup-rebuild.repository.ts';

/**
 * Sees at each start that the rollups know of every operation that has ended. They do unless operations came in
 * without them: from a release that kept none, or by a hand in the database.
 */
@Injectable()
export class RollupKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly rebuild: RollupRebuild,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.check().catch((error: unknown) => {
      // The list works without; the next start tries again.
      this.log.error({ err: error }, 'The figures of past operations could not be brought up to date');
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Resolves once everything was looked at, and made anew where it had to be. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async check(): Promise<void> {
    let remade = 0;
    for (const start of this.rebuild.weeks()) {
      if (!(await this.goOn())) return;
      if (!this.rebuild.lags(start)) continue;
      await this.rebuild.remake(start, async () => this.goOn());
      remade += 1;
    }
    if (remade > 0)
      this.log.info({ weeks: remade }, 'The figures of past operations were brought up to date');
  }

  /** Lets others have their turn. */
  private async goOn(): Promise<boolean> {
    await nextTurn();
    return !this.stopped;
  }
}
