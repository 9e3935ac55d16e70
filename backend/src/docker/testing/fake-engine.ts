import { setTimeout as sleep } from 'node:timers/promises';
import { Observable, Subject } from 'rxjs';
import {
  ContainerEngine,
  type EngineEvent,
  type EngineEventAction,
  type EngineIdentity,
  type EngineOutcome,
  type PullProgress,
} from '../container-engine.ts';
import type { ContainerFacts, ContainerListing, ImageFacts } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';
import { type EngineFailure } from '../engine-failure.ts';
import type { ImageReference } from '../image-reference.ts';
import { RefusedByEngine } from '../refused-by-engine.ts';
import { FakeImages } from './fake-images.ts';

const CALLS = [
  'connect',
  'ping',
  'list',
  'inspect',
  'events',
  'start',
  'stop',
  'restart',
  'image',
  'pull',
] as const;

/** Calls of the engine a test can count and make fail. */
export type EngineCall = (typeof CALLS)[number];

/** What a container does when it is handled. */
export interface FakeBehaviour {
  /** What it becomes after a start, one inspection after another; it stays what it was last. */
  readonly afterStart?: readonly Partial<ContainerFacts>[];
  /** Ignores the request to end, so that it has to be killed once the grace is over. */
  readonly stubborn?: boolean;
}

interface PlannedFailure {
  readonly failure: EngineFailure | RefusedByEngine;
  readonly times: number;
}

const DEFAULT_GRACE_SECONDS = 10;
const KILLED = 137;

/** An engine in memory. Does what the port promises; can lose events and fail on request. */
export class FakeEngine extends ContainerEngine {
  readonly calls = Object.fromEntries(CALLS.map((call) => [call, 0])) as Record<EngineCall, number>;
  readonly images = new FakeImages();
  /** What was asked of containers, in order: `restart media-jellyfin-1`. */
  readonly asked: string[] = [];
  private readonly containers = new Map<ContainerId, ContainerFacts>();
  private readonly behaviours = new Map<ContainerId, FakeBehaviour>();
  private readonly becoming = new Map<ContainerId, Partial<ContainerFacts>[]>();
  private readonly failures = new Map<EngineCall, PlannedFailure>();
  private stream = new Subject<EngineEvent>();
  private silent = false;
  private lastTime = 0;

  /** @param now wall-clock milliseconds */
  constructor(private readonly now: () => number = Date.now) {
    super();
  }

  async connect(): Promise<EngineIdentity> {
    this.count('connect');
    return Promise.resolve({ version: '0.0-fake', apiVersion: '1.51' });
  }

  async ping(): Promise<void> {
    this.count('ping');
    return Promise.resolve();
  }

  async list(): Promise<readonly ContainerListing[]> {
    this.count('list');
    return Promise.resolve(
      [...this.containers.values()].map(({ id, name, imageId, state, health }) => ({
        id,
        name,
        imageId,
        state,
        health,
      })),
    );
  }

  async inspect(id: ContainerId): Promise<ContainerFacts | null> {
    this.count('inspect');
    const facts = this.containers.get(id) ?? null;
    const next = this.becoming.get(id)?.shift();
    if (facts !== null && next !== undefined) this.put({ ...facts, ...next });
    return Promise.resolve(this.containers.get(id) ?? null);
  }

  events(): Observable<'ready' | EngineEvent> {
    return new Observable((subscriber) => {
      try {
        this.count('events');
      } catch (error) {
        subscriber.error(error);
        return undefined;
      }
      const subscription = this.stream.subscribe(subscriber);
      subscriber.next('ready');
      return subscription;
    });
  }

  async start(id: ContainerId, signal: AbortSignal): Promise<EngineOutcome> {
    const facts = this.asking('start', id, signal);
    if (facts.state === 'paused')
      throw new RefusedByEngine(409, 'cannot start a paused container, try unpause instead');
    if (facts.state === 'running' || facts.state === 'restarting') return Promise.resolve('unchanged');
    this.begin(facts);
    return Promise.resolve('done');
  }

  async stop(id: ContainerId, graceSeconds: number | null, signal: AbortSignal): Promise<EngineOutcome> {
    const facts = this.asking('stop', id, signal);
    if (!isAlive(facts)) return 'unchanged';
    await this.end(facts, graceSeconds, signal);
    return 'done';
  }

  async restart(id: ContainerId, graceSeconds: number | null, signal: AbortSignal): Promise<void> {
    const facts = this.asking('restart', id, signal);
    if (isAlive(facts)) await this.end(facts, graceSeconds, signal);
    this.begin(this.known(id));
  }

  async image(reference: ImageReference): Promise<ImageFacts | null> {
    this.count('image');
    return Promise.resolve(this.images.find(reference));
  }

  pull(reference: ImageReference, signal: AbortSignal): Observable<PullProgress> {
    this.count('pull');
    return this.images.pull(reference, signal);
  }

  /** Puts a container there, or changes it, and tells of it. */
  put(facts: ContainerFacts, action: EngineEventAction = 'changed'): void {
    this.containers.set(facts.id, facts);
    this.tell(facts.id, action);
  }

  /** What a container is now, without a call. */
  peek(id: ContainerId): ContainerFacts | null {
    return this.containers.get(id) ?? null;
  }

  behave(id: ContainerId, behaviour: FakeBehaviour): void {
    this.behaviours.set(id, behaviour);
  }

  remove(id: ContainerId): void {
    this.containers.delete(id);
    this.tell(id, 'removed');
  }

  /** From now on changes happen without an event, until called with false. */
  loseEvents(lose: boolean): void {
    this.silent = lose;
  }

  /** Makes a kind of call fail, so many times or until told otherwise. */
  fail(call: EngineCall, failure: EngineFailure | RefusedByEngine | null, times = Infinity): void {
    if (failure === null) this.failures.delete(call);
    else this.failures.set(call, { failure, times });
  }

  /** Ends the event stream as an engine does that goes away. */
  dropStream(failure: EngineFailure): void {
    const dropped = this.stream;
    this.stream = new Subject();
    dropped.error(failure);
  }

  /** How many are following the events. */
  get followers(): number {
    return this.stream.observed ? 1 : 0;
  }

  private asking(call: 'start' | 'stop' | 'restart', id: ContainerId, signal: AbortSignal): ContainerFacts {
    signal.throwIfAborted();
    this.count(call);
    const facts = this.known(id);
    this.asked.push(`${call} ${facts.name}`);
    return facts;
  }

  private known(id: ContainerId): ContainerFacts {
    const facts = this.containers.get(id);
    if (facts === undefined) throw new RefusedByEngine(404, `No such container: ${id}`);
    return facts;
  }

  private begin(facts: ContainerFacts): void {
    const { healthCheck } = facts;
    const verdict = healthCheck?.log.at(-1)?.exitCode === 0 ? 'healthy' : 'unhealthy';
    const planned = this.behaviours.get(facts.id)?.afterStart;
    this.becoming.set(facts.id, [...(planned ?? (healthCheck === null ? [] : [{ health: verdict }]))]);
    this.put({
      ...facts,
      state: 'running',
      health: healthCheck === null ? 'none' : 'starting',
      startedAt: this.time(),
      exitCode: 0,
      restartCount: 0,
      engineMessage: '',
    });
  }

  /** As engines do it, the end comes also if nobody waits for it any more. */
  private async end(facts: ContainerFacts, graceSeconds: number | null, signal: AbortSignal): Promise<void> {
    const isStubborn = this.behaviours.get(facts.id)?.stubborn === true;
    const grace = graceSeconds ?? facts.stopTimeoutSeconds ?? DEFAULT_GRACE_SECONDS;
    try {
      if (isStubborn) await sleep(grace * 1_000, undefined, { signal });
    } catch {
      throw signal.reason;
    } finally {
      this.becoming.delete(facts.id);
      const exitCode = isStubborn ? KILLED : 0;
      this.put({ ...facts, state: 'exited', health: 'none', exitCode, finishedAt: this.time() });
      this.tell(facts.id, 'stopped');
    }
  }

  /** Never the same twice, as with an engine that counts in nanoseconds. */
  private time(): string {
    this.lastTime = Math.max(this.now(), this.lastTime + 1);
    return new Date(this.lastTime).toISOString();
  }

  private tell(containerId: ContainerId, action: EngineEventAction): void {
    if (!this.silent) this.stream.next({ containerId, action, at: this.now() });
  }

  private count(call: EngineCall): void {
    this.calls[call] += 1;
    const planned = this.failures.get(call);
    if (planned === undefined) return;
    this.fail(call, planned.times > 1 ? planned.failure : null, planned.times - 1);
    throw planned.failure;
  }
}

function isAlive({ state }: ContainerFacts): boolean {
  return state === 'running' || state === 'restarting' || state === 'paused';
}
