import { type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { MESSAGE_MAPPING_METADATA } from '@nestjs/websockets/constants.js';
import { socketEventOf } from '../realtime/socket-event.ts';

/** Handlers bound to a socket without `@SocketEvent`: nothing checks who calls them. `Gateway.method`. */
export function undeclaredSocketHandlers(app: INestApplicationContext): string[] {
  const scanner = app.get(MetadataScanner);
  return app
    .get(DiscoveryService)
    .getProviders()
    .map(({ instance }): unknown => instance)
    .filter((instance) => typeof instance === 'object' && instance !== null)
    .flatMap((instance) => {
      const prototype = Object.getPrototypeOf(instance) as object | null;
      return scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ name, handler: Reflect.get(prototype ?? {}, name) as object }))
        .filter(({ handler }) => Reflect.getMetadata(MESSAGE_MAPPING_METADATA, handler) === true)
        .filter(({ handler }) => socketEventOf(handler) === undefined)
        .map(({ name }) => `${instance.constructor.name}.${name}`);
    });
}
