import type { ContainerImprint } from '#shared/container-imprint';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import { changeInPlace, isUp, replacementDifferences } from './differences.ts';
import type { Draft } from './draft.ts';
import {
  created,
  exited,
  healthyAgain,
  paused,
  reconfigured,
  removed,
  renamed,
  replaced,
  restarted,
  started,
  stopped,
  unhealthy,
} from './drafts-of.ts';

export type Seen = DomainEventMap['docker.containers-seen'];

/** A container that went and one that came in the same slot within this are one replacement. */
const REPLACEMENT_MS = 15_000;

/** A container that went down and came up again within this was restarted. */
const RESTART_MS = 12_000;

/** A container that keeps ending is listed once in this while, with how often it was. */
const CRASHES_LISTED_EVERY_MS = 10 * 60_000;

/** While compose replaces a container, the old one is called `0123456789ab_name`. */
const COMPOSE_ASIDE = /^[0-9a-f]{12}_/;

interface Waiting {
  readonly imprint: ContainerImprint;
  readonly at: number;
  readonly until: number;
  readonly observed: boolean;
}

/**
 * Remembers every container and tells what changed. What comes in pieces (a replacement is a creation and a
 * removal, a restart an end and a start) is held back until it is complete or cannot be any more.
 */
export class ContainerTracker {
  private readonly present: Map<string, ContainerImprint>;
  private readonly came = new Map<string, Waiting>();
  private readonly went = new Map<string, Waiting>();
  private readonly down = new Map<string, Waiting>();
  private readonly crashes = new Map<string, { readonly listedAt: number; readonly unlisted: number }>();

  /** @param known as they were when they were last looked at; empty where nothing was ever seen */
  constructor(known: readonly ContainerImprint[]) {
    this.present = new Map(known.map((imprint) => [imprint.id, imprint]));
  }

  /** Takes in what was looked at, and tells what is certain by now. */
  see({ observed, complete, containers, removed: ids }: Seen, now: number): Draft[] {
    if (this.present.size === 0 && complete && !observed && this.went.size === 0) {
      for (const imprint of containers) this.present.set(imprint.id, imprint);
      return [];
    }
    const seenIds = new Set(containers.map(({ id }) => id));
    const gone = complete ? [...this.present.keys()].filter((id) => !seenIds.has(id)) : [];
    for (const id of new Set([...ids, ...gone])) this.leave(id, now, observed);
    const drafts = containers.flatMap((imprint) => this.look(imprint, now, observed));
    return [...drafts, ...this.replacements()];
  }

  /** Tells what cannot become part of something else any more. */
  due(now: number): Draft[] {
    return [
      ...take(this.came, now).map(({ imprint, at, observed }) => created(imprint, { at, observed })),
      ...take(this.went, now).map(({ imprint, at, observed }) => removed(imprint, { at, observed })),
      ...take(this.down, now).flatMap((waiting) => this.ended(waiting, false)),
    ];
  }

  /** Whether something is held back. */
  get isWaiting(): boolean {
    return this.came.size + this.went.size + this.down.size > 0;
  }

  /** Whether everything about a container has been told, so that what is remembered of it may be kept. */
  isSettled(id: string): boolean {
    return !this.came.has(id) && !this.went.has(id) && !this.down.has(id);
  }

  /** What is remembered of a container; undefined once it is gone. */
  imprint(id: string): ContainerImprint | undefined {
    return this.present.get(id);
  }

  private leave(id: string, now: number, observed: boolean): void {
    const imprint = this.present.get(id);
    if (imprint === undefined) return;
    this.present.delete(id);
    this.down.delete(id);
    this.crashes.delete(id);
    if (this.came.delete(id)) return; // came and went before anybody was told
    this.went.set(id, { imprint, at: now, until: now + REPLACEMENT_MS, observed });
  }

  private look(after: ContainerImprint, now: number, observed: boolean): Draft[] {
    const before = this.present.get(after.id);
    this.present.set(after.id, after);
    const coming = this.came.get(after.id);
    if (before === undefined || coming !== undefined) {
      const since = coming ?? { at: now, until: now + REPLACEMENT_MS, observed };
      this.came.set(after.id, { ...since, imprint: after });
      return [];
    }
    return this.compare(before, after, now, observed);
  }

  /** A container that came into the slot of one that went. */
  private replacements(): Draft[] {
    return [...this.came.values()].flatMap((coming) => {
      const going = [...this.went.values()].find(({ imprint }) => imprint.slot === coming.imprint.slot);
      if (going === undefined) return [];
      this.came.delete(coming.imprint.id);
      this.went.delete(going.imprint.id);
      const differences = replacementDifferences(going.imprint, coming.imprint);
      const base = { at: coming.at, observed: coming.observed && going.observed };
      return [replaced(going.imprint, coming.imprint, differences, base)];
    });
  }

  private compare(
    before: ContainerImprint,
    after: ContainerImprint,
    now: number,
    observed: boolean,
  ): Draft[] {
    const base = { at: now, observed };
    const drafts: Draft[] = [];
    if (before.name !== after.name && !COMPOSE_ASIDE.test(before.name) && !COMPOSE_ASIDE.test(after.name))
      drafts.push(renamed(before, after, base));
    const inPlace = changeInPlace(before, after);
    if (inPlace !== null) drafts.push(reconfigured(after, inPlace, base));
    drafts.push(...this.compareRuns(before, after, now, observed));
    drafts.push(...compareHealth(before, after, base));
    return drafts;
  }

  private compareRuns(
    before: ContainerImprint,
    after: ContainerImprint,
    now: number,
    observed: boolean,
  ): Draft[] {
    const base = { at: timeOf(after.startedAt, now), observed };
    const waiting = this.down.get(after.id);
    if (isUp(after)) {
      if (before.startedAt === after.startedAt) {
        return before.state === after.state || !isUp(before) ? [] : [paused(after, { at: now, observed })];
      }
      this.down.delete(after.id);
      const wasUp = isUp(before) || waiting !== undefined;
      if (after.restartCount > before.restartCount) {
        const end = waiting?.imprint ?? { ...after, exitCode: null };
        return this.ended(
          { ...base, imprint: { ...after, exitCode: end.exitCode, oomKilled: end.oomKilled }, until: now },
          true,
        );
      }
      return [wasUp ? restarted(after, base) : started(after, base)];
    }
    if (isUp(before) || (waiting !== undefined && waiting.imprint.finishedAt !== after.finishedAt)) {
      const at = timeOf(after.finishedAt, now);
      this.down.set(after.id, { imprint: after, at, until: now + RESTART_MS, observed });
    } else if (waiting !== undefined) {
      this.down.set(after.id, { ...waiting, imprint: after }); // who asked for the stop is told a moment after the end
    } else if (after.startedAt !== null && before.startedAt !== after.startedAt) {
      this.down.set(after.id, { imprint: after, at: timeOf(after.finishedAt, now), until: now, observed });
    }
    return [];
  }

  private ended({ imprint, at, observed }: Waiting, byPolicy: boolean): Draft[] {
    if (imprint.stopSeen && !byPolicy) return [stopped(imprint, { at, observed })];
    const known = this.crashes.get(imprint.id);
    if (known !== undefined && at - known.listedAt < CRASHES_LISTED_EVERY_MS) {
      this.crashes.set(imprint.id, { ...known, unlisted: known.unlisted + 1 });
      return [];
    }
    this.crashes.set(imprint.id, { listedAt: at, unlisted: 0 });
    const unlisted = known?.unlisted ?? 0;
    return [exited(imprint, { at, observed }, { byPolicy, unlisted, exitCode: imprint.exitCode })];
  }
}

function compareHealth(
  before: ContainerImprint,
  after: ContainerImprint,
  base: Pick<Draft, 'at' | 'observed'>,
): Draft[] {
  if (before.health === after.health) return [];
  if (after.health === 'unhealthy') return [unhealthy(before, after, base)];
  const sameRun = before.startedAt === after.startedAt;
  return before.health === 'unhealthy' && after.health === 'healthy' && sameRun
    ? [healthyAgain(after, base)]
    : [];
}

/** Takes out what is due. */
function take(waiting: Map<string, Waiting>, now: number): Waiting[] {
  const due = [...waiting].filter(([, { until }]) => until <= now);
  for (const [id] of due) waiting.delete(id);
  return due.map(([, entry]) => entry);
}

function timeOf(iso: string | null, otherwise: number): number {
  return iso === null ? otherwise : Date.parse(iso);
}
