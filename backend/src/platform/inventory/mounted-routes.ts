import type { NestExpressApplication } from '@nestjs/platform-express';

/** The part of Express' router that tells what it serves. */
interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route that Express itself knows, whoever mounted it. */
export function mountedRoutes(app: NestExpressApplication): { method: string; path: string }[] {
  const express: unknown = app.getHttpAdapter().getInstance();
  const { stack } = (express as { readonly router: { readonly stack: readonly Layer[] } }).router;
  return stack.flatMap(({ route }) => {
    if (route === undefined) return []; // a middleware
    return Object.keys(route.methods).map((method) => ({
      method: method.toUpperCase(),
      path: String(route.path),
    }));
  });
}
