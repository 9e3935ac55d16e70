import { type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type SocketEventDeclaration, socketEventOf } from './socket-event.ts';

/** Every socket event some gateway declares. */
export function declaredSocketEvents(app: INestApplicationContext): SocketEventDeclaration[] {
  const scanner = app.get(MetadataScanner);
  return app
    .get(DiscoveryService)
    .getProviders()
    .map((provider): unknown => provider.instance)
    .filter((instance) => typeof instance === 'object' && instance !== null)
    .flatMap((instance) => {
      const prototype = Object.getPrototypeOf(instance) as object | null;
      if (prototype === null) return [];
      return scanner
        .getAllMethodNames(prototype)
        .map((name): unknown => Reflect.get(prototype, name))
        .filter((method) => typeof method === 'function')
        .map((method) => socketEventOf(method))
        .filter((declaration) => declaration !== undefined);
    });
}

export function knownClientEvents(app: INestApplicationContext): ReadonlySet<string> {
  return new Set(declaredSocketEvents(app).map(({ event }) => event));
}
