import { type INestApplicationContext, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type Access } from '../access/allow.ts';

/** One HTTP route as its controller declares it. */
export interface DeclaredRoute {
  readonly method: string;
  readonly path: string;
  /** `Controller.method`, for messages. */
  readonly where: string;
  /** null where nobody has said who may use it. */
  readonly access: Access | null;
}

/** Every route of every controller. */
export function declaredRoutes(app: INestApplicationContext): DeclaredRoute[] {
  const scanner = app.get(MetadataScanner);
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => {
      const controller = metatype as Type;
      return scanner
        .getAllMethodNames(controller.prototype as object)
        .flatMap((name) => routesOf(controller, name));
    });
}

function routesOf(controller: Type, name: string): DeclaredRoute[] {
  const handler = Reflect.get(controller.prototype as object, name) as object;
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (method === undefined) return [];
  const access = (Reflect.getMetadata(ACCESS, handler) as Access | undefined) ?? null;
  return pathsOf(controller).flatMap((prefix) =>
    pathsOf(handler).map((path) => ({
      method: RequestMethod[method],
      path: `/${[prefix, path]
        .flatMap((part) => part.split('/'))
        .filter((part) => part !== '')
        .join('/')}`,
      where: `${controller.name}.${name}`,
      access,
    })),
  );
}

function pathsOf(target: object): readonly string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined;
  return [path ?? '/'].flat();
}
