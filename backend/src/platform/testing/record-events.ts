import type { DomainEventMap, DomainEventName } from '#shared/events/domain-event-map';
import { EventBus } from '../events/event-bus.ts';
import { type TestApp } from './test-app.ts';

/** Keeps what is published under one name from now on. */
export function recordEvents<N extends DomainEventName>(app: TestApp, name: N): readonly DomainEventMap[N][] {
  const recorded: DomainEventMap[N][] = [];
  app.get(EventBus).register(name, {
    where: 'recordEvents',
    critical: false,
    handle: (payload) => recorded.push(payload as DomainEventMap[N]),
  });
  return recorded;
}
