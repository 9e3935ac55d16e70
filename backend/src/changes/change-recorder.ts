import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { Change } from '#shared/change';
import type { ContainerImprint } from '#shared/container-imprint';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import { Ledger, type LedgerTransaction } from '../platform/database/ledger.ts';
import { EventBus } from '../platform/events/event-bus.ts';
import { OnDomainEvent } from '../platform/events/on-domain-event.ts';
import { Log } from '../platform/logging/logger.ts';
import { Clock } from '../platform/time/clock.ts';
import { attribute, type Attribution } from './attribution.ts';
import { ChangeRepository } from './change.repository.ts';
import { ContainerTracker } from './tracker/container-tracker.ts';
import type { Draft } from './tracker/draft.ts';

const LOOK_EVERY_MS = 1_000;

/** More than this cannot be written for a while: what is beyond is given up, and said so. */
const UNWRITTEN_MAX = 10_000;

interface Unwritten {
  readonly draft: Draft;
  /** Null where who did it is still to be found out. */
  readonly attribution: Attribution | null;
}

/** Turns what the watcher sees into changes, finds out who caused them, and keeps them. */
@Injectable()
export class ChangeRecorder implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private tracker = new ContainerTracker([]);
  private readonly stored = new Map<string, string>();
  private readonly changed = new Set<string>();
  private unwritten: Unwritten[] = [];
  private writing = false;
  private ticking: Subscription | undefined;

  constructor(
    private readonly changes: ChangeRepository,
    private readonly ledger: Ledger,
    private readonly bus: EventBus,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const known = this.changes.knownContainers();
    this.tracker = new ContainerTracker(known);
    for (const imprint of known) this.stored.set(imprint.id, materialOf(imprint));
  }

  onApplicationBootstrap(): void {
    this.ticking = this.clock.every(LOOK_EVERY_MS).subscribe(() => {
      if (this.tracker.isWaiting || this.unwritten.length + this.changed.size > 0)
        this.take(this.tracker.due(this.clock.now()));
    });
  }

  onModuleDestroy(): void {
    this.ticking?.unsubscribe();
  }

  @OnDomainEvent('docker.containers-seen')
  onSeen(seen: DomainEventMap['docker.containers-seen']): void {
    const known = seen.complete ? [...this.stored.keys()] : [];
    for (const id of [...known, ...seen.removed, ...seen.containers.map((imprint) => imprint.id)])
      this.changed.add(id);
    this.take(this.tracker.see(seen, this.clock.now()));
  }

  /** Something that no container tells: the engine, the machine. */
  note(draft: Draft, attribution: Attribution): void {
    this.keepForWriting([{ draft, attribution }]);
  }

  private take(drafts: readonly Draft[]): void {
    this.keepForWriting(drafts.map((draft) => ({ draft, attribution: null })));
  }

  private keepForWriting(drafts: readonly Unwritten[]): void {
    this.unwritten.push(...drafts);
    if (this.unwritten.length > UNWRITTEN_MAX) {
      this.log.error({ lost: this.unwritten.length - UNWRITTEN_MAX }, 'Changes could not be kept');
      this.unwritten = this.unwritten.slice(-UNWRITTEN_MAX);
    }
    if (!this.writing) void this.writeAll();
  }

  /** What cannot be written now is tried again at the next look. */
  private async writeAll(): Promise<void> {
    this.writing = true;
    try {
      do await this.writeSome();
      while (this.unwritten.length > 0);
    } catch (error) {
      this.log.warn({ err: error, waiting: this.unwritten.length }, 'Changes could not be written yet');
    } finally {
      this.writing = false;
    }
  }

  private async writeSome(): Promise<void> {
    const drafts = this.unwritten;
    const settled = [...this.changed].filter((id) => this.tracker.isSettled(id));
    const outdated = settled.filter((id) => this.stored.get(id) !== this.materialOf(id));
    for (const id of settled) this.changed.delete(id);
    if (drafts.length + outdated.length === 0) return;
    this.unwritten = [];
    try {
      await this.write(drafts, outdated);
    } catch (error) {
      this.unwritten = [...drafts, ...this.unwritten];
      for (const id of outdated) this.changed.add(id);
      throw error;
    }
  }

  private async write(drafts: readonly Unwritten[], outdated: readonly string[]): Promise<void> {
    await this.ledger.write((tx) => {
      const written = drafts.map((draft) => this.insert(tx, draft));
      for (const id of outdated) this.keep(tx, id);
      tx.afterCommit(() => {
        for (const id of outdated) this.noteStored(id);
        for (const change of written) this.bus.publish('changes.appended', { change });
      });
    });
  }

  private insert(tx: LedgerTransaction, { draft, attribution }: Unwritten): Change {
    return this.changes.insert(
      tx,
      draft,
      attribution ?? attribute(draft, this.changes.runningAt(tx, draft.at)),
    );
  }

  private keep(tx: LedgerTransaction, id: string): void {
    const imprint = this.tracker.imprint(id);
    if (imprint === undefined) this.changes.forget(tx, id);
    else if (this.tracker.isSettled(id)) this.changes.remember(tx, imprint);
  }

  private noteStored(id: string): void {
    const material = this.materialOf(id);
    if (material === undefined) this.stored.delete(id);
    else this.stored.set(id, material);
  }

  private materialOf(id: string): string | undefined {
    const imprint = this.tracker.imprint(id);
    return imprint === undefined ? undefined : materialOf(imprint);
  }
}

/** What a later comparison goes by. A health probe says something new every half minute; that is not worth a write. */
function materialOf(imprint: ContainerImprint): string {
  return JSON.stringify({ ...imprint, probe: '', failingStreak: 0 });
}
