import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  audit,
  concatMap,
  defer,
  EMPTY,
  exhaustMap,
  from,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  race,
  retry,
  Subject,
  type Subscription,
  switchMap,
  take,
  tap,
  toArray,
} from 'rxjs';
import { EventBus } from '../../platform/events/event-bus.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock, toIso } from '../../platform/time/clock.ts';
import { ContainerEngine, type EngineEvent, type EngineIdentity } from '../container-engine.ts';
import type { ContainerFacts } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';
import { DirectoryFeed } from '../directory/directory-feed.ts';
import { EngineFailure } from '../engine-failure.ts';
import { type Inspection, inspectOnRequest } from './inspection-queue.ts';

/** Calls to the engine under way at once: more do not make it faster, they make others wait for it. */
const INSPECTIONS_AT_ONCE = 4;

/** In a burst, changes found within this time are told together: a compose restart emits about 40 events a second. */
const GATHER_MS = 10;

/** How often the engine is asked whether it is still there. The page calls data older than 15 s old. */
const HEARTBEAT_MS = 4_000;

/** Pauses between attempts to reach the engine; the last one repeats, so that it is found again within 5 s. */
const RETRY_MS = [500, 1_000, 2_000, 3_000] as const;

/**
 * Keeps the directory true: lists once, then follows the engine's events. What it costs the engine does not
 * depend on how many people look.
 */
@Injectable()
export class ContainerWatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly requested = new Subject<ContainerId>();
  private readonly nudges = new Subject<void>();
  private watching: Subscription | undefined;

  constructor(
    private readonly engine: ContainerEngine,
    private readonly feed: DirectoryFeed,
    private readonly clock: Clock,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {}

  /** Starts watching and returns at once: the server never waits for the engine. */
  onApplicationBootstrap(): void {
    this.watching = defer(() => this.session())
      .pipe(retry({ resetOnSuccess: true, delay: (error, attempt) => this.pauseAfter(error, attempt) }))
      .subscribe();
  }

  onModuleDestroy(): void {
    this.watching?.unsubscribe();
  }

  /** Tries to reach the engine now instead of at the next scheduled attempt. */
  tryNow(): void {
    this.nudges.next();
  }

  /** Has a container inspected soon. */
  request(id: ContainerId): void {
    this.requested.next(id);
  }

  /** One connection, from the first call until something fails. Emits once it is established. */
  private session(): Observable<unknown> {
    return from(this.engine.connect()).pipe(
      switchMap((identity) => merge(this.followEvents(identity), this.applyInspections(), this.heartbeat())),
    );
  }

  /** Subscribes before it lists, and applies what happened meanwhile after it: nothing falls in between. */
  private followEvents(identity: EngineIdentity): Observable<unknown> {
    return this.engine.events().pipe(
      concatMap((event) => {
        if (event === 'ready')
          return this.listEverything().pipe(
            tap((facts) => {
              this.arrive(identity, facts);
            }),
          );
        this.note(event);
        return EMPTY;
      }),
    );
  }

  private listEverything(): Observable<ContainerFacts[]> {
    return from(this.engine.list()).pipe(
      concatMap((listed) => from(listed)),
      mergeMap(({ id }) => this.engine.inspect(id), INSPECTIONS_AT_ONCE),
      concatMap((facts) => (facts === null ? EMPTY : of(facts))),
      toArray(),
    );
  }

  private arrive(identity: EngineIdentity, facts: readonly ContainerFacts[]): void {
    this.feed.contents.replaceAll(facts);
    this.feed.setEngine({ status: 'connected', error: null, ...identity });
    this.log.info({ ...identity, containers: facts.length }, 'Connected to the Docker Engine');
  }

  private note({ action, containerId }: EngineEvent): void {
    if (action === 'removed') {
      this.feed.contents.remove(containerId);
      this.feed.commit(true);
      return;
    }
    if (action === 'stopped') this.feed.contents.noteStop(containerId);
    this.request(containerId);
  }

  private applyInspections(): Observable<never> {
    return inspectOnRequest(this.requested, (id) => this.engine.inspect(id), INSPECTIONS_AT_ONCE).pipe(
      tap((inspection) => {
        this.apply(inspection);
      }),
      audit(({ more }) => (more ? this.clock.after(GATHER_MS) : of(undefined))),
      tap(() => this.feed.commit(true)),
      ignoreElements(),
    );
  }

  private apply({ id, facts }: Inspection): void {
    if (facts === null) this.feed.contents.remove(id);
    else this.feed.contents.put(facts);
  }

  /** A frozen engine keeps its event stream open and silent, so it has to be asked. */
  private heartbeat(): Observable<never> {
    return this.clock.every(HEARTBEAT_MS).pipe(
      exhaustMap(() => this.engine.ping()),
      tap(() => {
        if (this.feed.engine.status === 'connected') this.feed.confirm();
      }),
      ignoreElements(),
    );
  }

  /** Says what went wrong, and when the next attempt is made. */
  private pauseAfter(error: unknown, attempt: number): Observable<unknown> {
    const failure = this.asFailure(error);
    const wasConnected = this.feed.engine.status === 'connected';
    if (wasConnected) this.bus.publish('docker.stream-lost', { reason: failure.message });
    if (wasConnected && failure.code === 'engine_lost') {
      // A restarting engine closes its connections first: ask once more before calling it unreachable.
      this.feed.setEngine({ status: 'connecting', error: null });
      return of(undefined);
    }
    const pause = RETRY_MS[Math.min(attempt, RETRY_MS.length) - 1] ?? RETRY_MS[0];
    this.showFailure(failure, pause);
    return race(this.clock.after(pause), this.nudges).pipe(
      take(1),
      tap(() => {
        this.showFailure(failure, null);
      }),
    );
  }

  private showFailure(failure: EngineFailure, pause: number | null): void {
    const { code, message, action } = failure;
    const isNews = this.feed.engine.error?.code !== code;
    if (isNews) this.log.warn({ code }, message);
    const retryAt = pause === null ? null : toIso(this.clock.now() + pause);
    this.feed.setEngine({ status: 'unreachable', error: { code, message, action, retryAt } });
  }

  private asFailure(error: unknown): EngineFailure {
    if (error instanceof EngineFailure) return error;
    this.log.error({ err: error }, 'The watcher failed');
    return new EngineFailure(
      'engine_failed',
      'What the Docker Engine answered could not be processed.',
      'The log of this server has the details. It tries again by itself.',
      { cause: error },
    );
  }
}
