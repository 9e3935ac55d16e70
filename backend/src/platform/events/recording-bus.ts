import { EventEmitter2 } from '@nestjs/event-emitter';
import type { DomainEventMap, DomainEventName } from '#shared/events/domain-event-map';
import { SILENT_LOG } from '../logging/silent-log.ts';
import { EventBus } from './event-bus.ts';

/** A bus outside of any application that remembers what was published, for unit tests. */
export class RecordingBus extends EventBus {
  private readonly heard: { readonly name: DomainEventName; readonly payload: unknown }[] = [];

  constructor() {
    super(new EventEmitter2(), SILENT_LOG);
    this.open();
  }

  override publish<N extends DomainEventName>(name: N, payload: DomainEventMap[N]): void {
    this.heard.push({ name, payload });
    super.publish(name, payload);
  }

  /** What was published under one name, in order. */
  payloadsOf<N extends DomainEventName>(name: N): DomainEventMap[N][] {
    return this.heard
      .filter((event) => event.name === name)
      .map(({ payload }) => payload as DomainEventMap[N]);
  }
}
