import type { AttentionItem } from '#shared/attention';
import type { EngineState } from '#shared/engine';
import type { ServiceDetail } from '#shared/service-detail';
import type { AttentionSnapshot, ServicesSnapshot } from '#shared/socket';
import { type EventBus } from '../../platform/events/event-bus.ts';
import { type Clock, toIso } from '../../platform/time/clock.ts';
import { type DirectoryChange, ServiceDirectory } from './service-directory.ts';

/** What changed about the connection to the engine; the rest stays as it was. */
export type EngineChange = Pick<EngineState, 'status' | 'error'> &
  Partial<Pick<EngineState, 'version' | 'apiVersion'>>;

/**
 * The directory as others see it: numbered, with the state of the engine, told over the bus. Everything that
 * is asked is answered from here; nobody waits for the engine.
 */
export class DirectoryFeed {
  private readonly directory = new ServiceDirectory();
  private seq = 0;
  private refreshedAt: string | null = null;
  private engineState: EngineState;
  private attentionSeq = 0;
  private attentionItems: readonly AttentionItem[] = [];
  private attentionJson = '[]';

  constructor(
    kind: EngineState['kind'],
    private readonly clock: Clock,
    private readonly bus: EventBus,
  ) {
    this.engineState = {
      status: 'connecting',
      kind,
      version: null,
      apiVersion: null,
      since: toIso(clock.now()),
      error: null,
    };
  }

  get engine(): EngineState {
    return this.engineState;
  }

  /** The directory behind, for the watcher to fill. */
  get contents(): ServiceDirectory {
    return this.directory;
  }

  snapshot(): ServicesSnapshot {
    return {
      seq: this.seq,
      engine: this.engineState,
      refreshedAt: this.refreshedAt,
      services: [...this.directory.all()],
    };
  }

  /** The answer to `GET /api/services`, put together from texts that are kept. */
  snapshotAsJson(): string {
    return `{"engine":${JSON.stringify(this.engineState)},"refreshedAt":${JSON.stringify(this.refreshedAt)},"services":${this.directory.allAsJson()}}`;
  }

  attention(): AttentionSnapshot {
    return { seq: this.attentionSeq, items: [...this.attentionItems] };
  }

  detail(key: string): ServiceDetail | null {
    return this.directory.detail(key);
  }

  /** The engine has just answered, so what is shown holds. Tells the viewers, changed or not. */
  confirm(): void {
    this.refreshedAt = toIso(this.clock.now());
    this.tell(this.take(true));
  }

  /**
   * Shows what was put into the directory. Tells the viewers only if something changed for them.
   *
   * @param observed whether it was seen to happen just now, rather than found on arrival
   */
  commit(observed: boolean): DirectoryChange {
    const change = this.take(observed);
    if (change.upserted.length + change.removed.length > 0) {
      this.refreshedAt = toIso(this.clock.now());
      this.tell(change);
    }
    return change;
  }

  /** The connection to the engine changed. */
  setEngine(change: EngineChange): void {
    const before = this.engineState;
    const sameCause = before.status === change.status && before.error?.code === change.error?.code;
    this.engineState = { ...before, ...change, since: sameCause ? before.since : toIso(this.clock.now()) };
    if (change.status === 'connected') this.refreshedAt = toIso(this.clock.now());
    if (!sameCause) this.bus.publish('docker.engine-changed', this.engineState);
    this.tell(this.take(false));
  }

  /** Derives what was touched, and says which containers were looked at. */
  private take(observed: boolean): DirectoryChange {
    const change = this.directory.commit(this.clock.now(), observed);
    const { seen, gone, complete } = change;
    if (seen.length + gone.length > 0 || complete) {
      this.bus.publish('docker.containers-seen', { observed, complete, containers: seen, removed: gone });
    }
    return change;
  }

  private tell({ upserted, removed }: DirectoryChange): void {
    this.seq += 1;
    this.bus.publish('docker.services-changed', {
      seq: this.seq,
      engine: this.engineState,
      refreshedAt: this.refreshedAt,
      upserted: [...upserted],
      removed: [...removed],
    });
    this.tellAttention();
  }

  private tellAttention(): void {
    const items = this.directory.attention(this.engineState);
    const json = JSON.stringify(items);
    if (json === this.attentionJson) return;
    this.attentionItems = items;
    this.attentionJson = json;
    this.attentionSeq += 1;
    this.bus.publish('docker.attention-changed', this.attention());
  }
}
