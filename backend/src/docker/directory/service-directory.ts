import type { AttentionItem } from '#shared/attention';
import type { ContainerImprint } from '#shared/container-imprint';
import type { EngineState } from '#shared/engine';
import type { Service } from '#shared/service';
import type { ServiceDetail } from '#shared/service-detail';
import type { ContainerFacts, ContainerListing } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';
import { conditionOf } from './container-condition.ts';
import { deriveAttention, type JudgedService } from './derive-attention.ts';
import { deriveDetail } from './derive-detail.ts';
import { deriveService } from './derive-service.ts';
import { toImprint } from './imprint.ts';
import { serviceIdentity, type ServiceIdentity } from './service-key.ts';

/** What a commit changed for those who look at services. */
export interface DirectoryChange {
  readonly upserted: readonly Service[];
  readonly removed: readonly string[];
  /** The containers that were looked at since the last commit, as they are now. */
  readonly seen: readonly ContainerImprint[];
  /** Ids of the containers that were removed since the last commit. */
  readonly gone: readonly string[];
  /** Whether a complete listing was taken over since the last commit. */
  readonly complete: boolean;
}

interface ContainerEntry {
  readonly facts: ContainerFacts;
  readonly stopSeen: boolean;
  /** How its last run ended; null if that was not seen. The engine forgets it as soon as the next run begins. */
  readonly lastExitCode: number | null;
}

interface ServiceEntry extends JudgedService {
  /** The service as it goes over the wire: also what tells whether anything changed. */
  readonly json: string;
  readonly reviewAt: number | null;
}

/**
 * The directory: what is known of every container, and the services they make up. Holds no clock and no
 * connection; whoever fills it says what time it is. Changes show at the next {@link commit}.
 */
export class ServiceDirectory {
  private readonly containers = new Map<ContainerId, ContainerEntry>();
  private readonly members = new Map<string, Set<ContainerId>>();
  private readonly identities = new Map<string, ServiceIdentity>();
  private readonly services = new Map<string, ServiceEntry>();
  private readonly touched = new Set<string>();
  private readonly looked = new Set<ContainerId>();
  private readonly gone = new Set<ContainerId>();
  private complete = false;

  /** Takes over a complete listing: what is not in it is gone. */
  replaceAll(all: readonly ContainerFacts[]): void {
    const present = new Set(all.map(({ id }) => id));
    for (const id of this.containers.keys()) if (!present.has(id)) this.remove(id);
    for (const facts of all) this.put(facts);
    this.complete = true;
  }

  put(facts: ContainerFacts): void {
    const known = this.containers.get(facts.id);
    const identity = serviceIdentity(facts);
    if (known !== undefined) this.leave(known.facts);
    const stopSeen = known?.stopSeen === true && facts.startedAt === known.facts.startedAt;
    const lastExitCode = facts.state === 'running' ? (known?.lastExitCode ?? null) : facts.exitCode;
    this.containers.set(facts.id, { facts, stopSeen, lastExitCode });
    this.identities.set(identity.key, identity);
    this.membersOf(identity.key).add(facts.id);
    this.touched.add(identity.key);
    this.looked.add(facts.id);
  }

  remove(id: ContainerId): void {
    const known = this.containers.get(id);
    if (known === undefined) return;
    this.leave(known.facts);
    this.containers.delete(id);
    this.gone.add(id);
  }

  /** Somebody was seen asking the engine to stop this container. Holds until it is started again. */
  noteStop(id: ContainerId): void {
    const known = this.containers.get(id);
    if (known === undefined) return;
    this.containers.set(id, { ...known, stopSeen: true });
    this.touched.add(serviceIdentity(known.facts).key);
  }

  /**
   * Derives what was touched anew.
   *
   * @param now wall-clock milliseconds
   * @param observed whether something was seen to happen just now, rather than found on arrival
   */
  commit(now: number, observed: boolean): DirectoryChange {
    for (const [key, { reviewAt }] of this.services)
      if (reviewAt !== null && reviewAt <= now) this.touched.add(key);
    const upserted: Service[] = [];
    const removed: string[] = [];
    for (const key of this.touched) {
      const before = this.services.get(key);
      const after = this.derive(key, now, observed, before);
      if (after === null) {
        if (this.services.delete(key)) removed.push(key);
        continue;
      }
      this.services.set(key, after);
      if (before?.json !== after.json) upserted.push(after.service);
    }
    this.touched.clear();
    return { upserted, removed, ...this.takeLooked() };
  }

  private takeLooked(): Pick<DirectoryChange, 'seen' | 'gone' | 'complete'> {
    const seen = [...this.looked]
      .map((id) => this.containers.get(id))
      .filter((entry) => entry !== undefined)
      .map(({ facts, stopSeen }) => toImprint(facts, stopSeen));
    const taken = { seen, gone: [...this.gone], complete: this.complete };
    this.looked.clear();
    this.gone.clear();
    this.complete = false;
    return taken;
  }

  /** All services, by project and name; containers outside compose last. */
  all(): readonly Service[] {
    return this.sorted().map(({ service }) => service);
  }

  /** The same as a JSON array, from the texts that are kept anyway. */
  allAsJson(): string {
    return `[${this.sorted()
      .map(({ json }) => json)
      .join(',')}]`;
  }

  detail(key: string): ServiceDetail | null {
    const entry = this.services.get(key);
    return entry === undefined
      ? null
      : deriveDetail(
          entry.service,
          entry.containers.map(({ facts }) => facts),
        );
  }

  attention(engine: EngineState): AttentionItem[] {
    return deriveAttention(engine, this.sorted());
  }

  facts(id: ContainerId): ContainerFacts | undefined {
    return this.containers.get(id)?.facts;
  }

  containerIds(): readonly ContainerId[] {
    return [...this.containers.keys()];
  }

  keyOf(id: ContainerId): string | null {
    const facts = this.facts(id);
    return facts === undefined ? null : serviceIdentity(facts).key;
  }

  /** Whether the engine's list says the same of a container as the directory does. */
  agreesWith({ id, name, imageId, state, health }: ContainerListing): boolean {
    const facts = this.facts(id);
    if (facts?.name !== name || facts.imageId !== imageId || facts.state !== state) return false;
    return state !== 'running' || facts.health === health; // the list gives the health of running containers only
  }

  private leave(facts: ContainerFacts): void {
    const { key } = serviceIdentity(facts);
    const members = this.membersOf(key);
    members.delete(facts.id);
    if (members.size === 0) this.members.delete(key);
    this.touched.add(key);
  }

  private membersOf(key: string): Set<ContainerId> {
    const members = this.members.get(key) ?? new Set();
    this.members.set(key, members);
    return members;
  }

  private derive(
    key: string,
    now: number,
    observed: boolean,
    before: ServiceEntry | undefined,
  ): ServiceEntry | null {
    const identity = this.identities.get(key);
    const entries = [...(this.members.get(key) ?? [])]
      .map((id) => this.containers.get(id))
      .filter((entry) => entry !== undefined);
    if (identity === undefined || entries.length === 0) {
      this.identities.delete(key);
      return null;
    }
    const judged = entries.map(({ facts, stopSeen, lastExitCode }) => ({
      facts,
      lastExitCode,
      ...conditionOf(facts, stopSeen, now),
    }));
    const reviews = judged.map(({ reviewAt }) => reviewAt).filter((time) => time !== null);
    const known = before === undefined ? 0 : Date.parse(before.service.updatedAt);
    const unchanged = deriveService(identity, judged, known);
    const changed =
      observed &&
      before !== undefined &&
      (before.service.state !== unchanged.state || before.service.health !== unchanged.health);
    const service = changed ? deriveService(identity, judged, now) : unchanged;
    return {
      service,
      containers: judged,
      json: JSON.stringify(service),
      reviewAt: reviews.length === 0 ? null : Math.min(...reviews),
    };
  }

  private sorted(): ServiceEntry[] {
    return [...this.services.values()].sort((a, b) => compareKeys(a.service, b.service));
  }
}

/** `~` sorts after every project name in code order. */
function compareKeys(a: Service, b: Service): number {
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}
