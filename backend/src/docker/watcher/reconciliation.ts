import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { firstValueFrom } from 'rxjs';
import { EventBus } from '../../platform/events/event-bus.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock } from '../../platform/time/clock.ts';
import { ContainerEngine } from '../container-engine.ts';
import type { ContainerId } from '../container-id.ts';
import { DirectoryFeed } from '../directory/directory-feed.ts';
import { EngineFailure } from '../engine-failure.ts';
import { ContainerWatcher } from './container-watcher.ts';

const EVERY_MS = 30_000;

/** An event on its way arrives within this; a difference that is still there then was missed. */
const EVENT_GRACE_MS = 1_000;

/** Health results change without an event. So many containers are asked for theirs each time, in turn. */
const PROBES_REFRESHED = 200;

/** Compares the directory with the engine's own list, and puts right what the events did not tell. */
@Injectable()
export class Reconciliation {
  private nextProbe = 0;

  constructor(
    private readonly engine: ContainerEngine,
    private readonly feed: DirectoryFeed,
    private readonly watcher: ContainerWatcher,
    private readonly clock: Clock,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {}

  @Interval('docker.reconcile', EVERY_MS)
  async run(): Promise<void> {
    if (this.feed.engine.status !== 'connected') return;
    try {
      await this.putRight();
      this.refreshProbes();
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      this.log.debug({ code: error.code }, 'The comparison was left out: the engine did not answer');
    }
  }

  private async putRight(): Promise<void> {
    if ((await this.differences()).size === 0) return;
    await firstValueFrom(this.clock.after(EVENT_GRACE_MS));
    const missed = await this.differences();
    if (missed.size === 0 || this.feed.engine.status !== 'connected') return;
    const services = [...new Set([...missed.keys()].map((id) => this.feed.contents.keyOf(id)))].filter(
      (key) => key !== null,
    );
    this.log.warn(
      { containers: missed.size, services },
      'The engine’s events had missed changes, found by comparing',
    );
    this.bus.publish('docker.drift-found', { containers: missed.size, services });
    for (const [id, isListed] of missed) {
      if (isListed) this.watcher.request(id);
      else this.feed.contents.remove(id);
    }
    this.feed.commit(true);
  }

  /** Containers the list and the directory disagree about, and whether the list has them. */
  private async differences(): Promise<ReadonlyMap<ContainerId, boolean>> {
    const listed = await this.engine.list();
    const present = new Set(listed.map(({ id }) => id));
    const gone = this.feed.contents.containerIds().filter((id) => !present.has(id));
    const changed = listed.filter((listing) => !this.feed.contents.agreesWith(listing));
    return new Map([
      ...gone.map((id) => [id, false] as const),
      ...changed.map(({ id }) => [id, true] as const),
    ]);
  }

  private refreshProbes(): void {
    const probed = this.feed.contents
      .containerIds()
      .filter(
        (id) =>
          this.feed.contents.facts(id)?.healthCheck !== null &&
          this.feed.contents.facts(id)?.state === 'running',
      );
    const batch = Math.min(probed.length, PROBES_REFRESHED);
    for (let offset = 0; offset < batch; offset += 1) {
      const id = probed[(this.nextProbe + offset) % probed.length];
      if (id !== undefined) this.watcher.request(id);
    }
    this.nextProbe = probed.length === 0 ? 0 : (this.nextProbe + batch) % probed.length;
  }
}
