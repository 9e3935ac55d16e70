import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import type { DomainEventMap, DomainEventName } from '#shared/events/domain-event-map';
import { Log } from '../logging/logger.ts';
import { BusNotReady, CriticalListenerFailed, NobodyListens } from './event-bus-errors.ts';

interface Listener {
  /** `Class.method`, for the log. */
  readonly where: string;
  readonly critical: boolean;
  readonly handle: (payload: unknown) => unknown;
}

/**
 * The typed event bus. Two verbs, chosen where something is published: {@link publish} for facts,
 * {@link publishAndWait} where the publisher may not go on unless the listeners have done their part.
 */
@Injectable()
export class EventBus {
  private ready = false;

  constructor(
    private readonly emitter: EventEmitter2,
    private readonly log: Log,
  ) {
    this.emitter.setMaxListeners(0); // how many listen is decided by the modules, not by a leak
  }

  /**
   * Announces a fact. A listener that fails is logged; the others still run; nobody waits.
   *
   * @throws BusNotReady before the listeners are registered
   */
  publish<N extends DomainEventName>(name: N, payload: DomainEventMap[N]): void {
    for (const listener of this.listenersOf(name)) {
      void this.call(name, listener, payload).catch((error: unknown) => {
        this.logFailure(name, listener, error);
      });
    }
  }

  /**
   * Announces a fact and waits for every listener.
   *
   * @throws NobodyListens if there is no critical listener
   * @throws CriticalListenerFailed if a critical listener fails; all have run by then
   */
  async publishAndWait<N extends DomainEventName>(name: N, payload: DomainEventMap[N]): Promise<void> {
    const listeners = this.listenersOf(name);
    if (!listeners.some(({ critical }) => critical)) throw new NobodyListens(name);
    const results = await Promise.allSettled(listeners.map((listener) => this.call(name, listener, payload)));
    const failed: CriticalListenerFailed[] = [];
    for (const [index, result] of results.entries()) {
      const listener = listeners[index];
      if (result.status === 'fulfilled' || listener === undefined) continue;
      this.logFailure(name, listener, result.reason);
      if (listener.critical) failed.push(new CriticalListenerFailed(name, listener.where, result.reason));
    }
    if (failed[0] !== undefined) throw failed[0];
  }

  /** Adds a listener. Modules use `@OnDomainEvent` instead. */
  register(name: DomainEventName, listener: Listener): void {
    this.emitter.on(
      name,
      Object.assign((payload: unknown) => listener.handle(payload), { listener }),
    );
  }

  /** From here on, publishing is allowed: every listener is registered. */
  open(): void {
    this.ready = true;
  }

  private listenersOf(name: DomainEventName): Listener[] {
    if (!this.ready) throw new BusNotReady(name);
    return this.emitter
      .listeners(name)
      .map((registered) => (registered as { listener?: Listener }).listener)
      .filter((listener) => listener !== undefined);
  }

  private async call(name: DomainEventName, listener: Listener, payload: unknown): Promise<void> {
    await listener.handle(payload);
    this.log.debug({ event: name, listener: listener.where }, 'Event handled');
  }

  private logFailure(name: DomainEventName, listener: Listener, error: unknown): void {
    this.log.error({ event: name, listener: listener.where, err: error }, 'An event listener failed');
  }
}
