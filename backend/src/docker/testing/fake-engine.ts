import { Observable, Subject } from 'rxjs';
import {
  ContainerEngine,
  type EngineEvent,
  type EngineEventAction,
  type EngineIdentity,
} from '../container-engine.ts';
import type { ContainerFacts, ContainerListing } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';
import { type EngineFailure } from '../engine-failure.ts';

/** Calls of the engine a test can count and make fail. */
export type EngineCall = 'connect' | 'ping' | 'list' | 'inspect' | 'events';

/** An engine in memory. Does what the port promises; can lose events and fail on request. */
export class FakeEngine extends ContainerEngine {
  readonly calls: Record<EngineCall, number> = { connect: 0, ping: 0, list: 0, inspect: 0, events: 0 };
  private readonly containers = new Map<ContainerId, ContainerFacts>();
  private readonly failures = new Map<EngineCall, EngineFailure>();
  private stream = new Subject<EngineEvent>();
  private silent = false;

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

  /** Puts a container there, or changes it, and tells of it. */
  put(facts: ContainerFacts, action: EngineEventAction = 'changed'): void {
    this.containers.set(facts.id, facts);
    this.tell(facts.id, action);
  }

  remove(id: ContainerId): void {
    this.containers.delete(id);
    this.tell(id, 'removed');
  }

  /** From now on changes happen without an event, until called with false. */
  loseEvents(lose: boolean): void {
    this.silent = lose;
  }

  /** Makes a kind of call fail until told otherwise. */
  fail(call: EngineCall, failure: EngineFailure | null): void {
    if (failure === null) this.failures.delete(call);
    else this.failures.set(call, failure);
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

  private tell(containerId: ContainerId, action: EngineEventAction): void {
    if (!this.silent) this.stream.next({ containerId, action, at: Date.now() });
  }

  private count(call: EngineCall): void {
    this.calls[call] += 1;
    const failure = this.failures.get(call);
    if (failure !== undefined) throw failure;
  }
}
