import type { DomainEventMap, DomainEventName } from '#shared/events/domain-event-map';

export interface DomainEventSubscription {
  readonly name: DomainEventName;
  readonly critical: boolean;
}

const SUBSCRIPTIONS = Symbol('domain-event-subscriptions');

type Handler<N extends DomainEventName> = (payload: DomainEventMap[N]) => void | Promise<void>;

/**
 * Marks a method as a listener.
 *
 * @param options.critical `publishAndWait` rejects if this listener fails. For what must not go unseen.
 */
export function OnDomainEvent<N extends DomainEventName>(
  name: N,
  options: { readonly critical?: boolean } = {},
) {
  return <H extends Handler<N>>(
    _target: object,
    _method: string,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    const method = descriptor.value;
    if (method === undefined) return;
    const subscriptions = [...subscriptionsOf(method), { name, critical: options.critical ?? false }];
    Object.defineProperty(method, SUBSCRIPTIONS, { value: subscriptions, configurable: true });
  };
}

/** The subscriptions a method was marked with. */
export function subscriptionsOf(method: object): readonly DomainEventSubscription[] {
  return (method as { [SUBSCRIPTIONS]?: readonly DomainEventSubscription[] })[SUBSCRIPTIONS] ?? [];
}
