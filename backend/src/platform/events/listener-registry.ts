import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { EventBus } from './event-bus.ts';
import { subscriptionsOf } from './on-domain-event.ts';

/** Finds every `@OnDomainEvent` method once all providers exist, and connects it to the bus. */
@Injectable()
export class ListenerRegistry implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly bus: EventBus,
  ) {}

  onModuleInit(): void {
    for (const { instance, isAlias } of [
      ...this.discovery.getProviders(),
      ...this.discovery.getControllers(),
    ]) {
      if (isObject(instance) && !isAlias) this.registerListenersOf(instance);
    }
    this.bus.open();
  }

  private registerListenersOf(instance: object): void {
    const prototype = Object.getPrototypeOf(instance) as object | null;
    if (prototype === null) return;
    for (const name of this.scanner.getAllMethodNames(prototype)) {
      const method: unknown = Reflect.get(instance, name);
      if (typeof method !== 'function') continue;
      for (const subscription of subscriptionsOf(method)) {
        this.bus.register(subscription.name, {
          where: `${instance.constructor.name}.${name}`,
          critical: subscription.critical,
          handle: (payload) => Reflect.apply(method, instance, [payload]) as unknown,
        });
      }
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
