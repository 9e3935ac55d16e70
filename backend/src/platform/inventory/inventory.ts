import type { NestExpressApplication } from '@nestjs/platform-express';
import { declaredSocketEvents } from '../realtime/known-client-events.ts';
import { describeSchema } from './describe-schema.ts';
import { undeclaredSocketHandlers } from './event-inventory.ts';
import { declaredRoutes, type DeclaredRoute } from './route-inventory.ts';
import { mountedRoutes } from './mounted-routes.ts';

/** One way into the program, and what guards it. */
export interface InventoryEntry {
  /** `GET /healthz`, or the name of a socket event. */
  readonly name: string;
  readonly role: string;
  readonly limit: string;
  /** What a client may send; null where nothing is read. */
  readonly input: string | null;
  /** Whether an account that still has to change its password gets through. */
  readonly beforePasswordChange: boolean;
}

export interface Inventory {
  readonly routes: readonly InventoryEntry[];
  readonly events: readonly InventoryEntry[];
  /** What nobody has declared. Each is a hole, or would be one without the default deny. */
  readonly problems: readonly string[];
}

/**
 * Every way into the program.
 *
 * @param app initialised: what Express serves is compared with what the controllers declare
 */
export function inventoryOf(app: NestExpressApplication): Inventory {
  const routes = declaredRoutes(app);
  const events = declaredSocketEvents(app);
  return {
    routes: routes.flatMap(routeEntry).sort(byName),
    events: events
      .map(({ event, role, limit, schema }) => ({
        name: event,
        role,
        limit,
        input: describeSchema(schema),
        beforePasswordChange: false,
      }))
      .sort(byName),
    problems: [
      ...routes
        .filter(({ access }) => access === null)
        .map(({ where, method, path }) => `${where} serves ${method} ${path} without @Allow`),
      ...routes
        .filter(({ method }) => method === 'ALL')
        .map(({ where, path }) => `${where} answers every method at ${path}`),
      ...mountedOutside(app, routes).map((route) => `Express serves ${route}, which no controller declares`),
      ...undeclaredSocketHandlers(app).map((where) => `${where} listens on sockets without @SocketEvent`),
      ...repeated(events.map(({ event }) => event)).map((event) => `More than one handler answers ${event}`),
    ],
  };
}

function routeEntry({ method, path, access }: DeclaredRoute): InventoryEntry[] {
  if (access === null) return [];
  return [
    {
      name: `${method} ${path}`,
      role: access.role,
      limit: access.limit,
      input: access.body === undefined ? null : describeSchema(access.body),
      beforePasswordChange: access.role === 'public' || access.beforePasswordChange === true,
    },
  ];
}

function mountedOutside(app: NestExpressApplication, routes: readonly DeclaredRoute[]): string[] {
  const declared = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const isDeclared = (method: string, path: string) =>
    declared.has(`${method} ${path}`) || declared.has(`ALL ${path}`);
  return mountedRoutes(app)
    .filter(({ method, path }) => !isDeclared(method, path))
    .map(({ method, path }) => `${method} ${path}`);
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function byName(a: InventoryEntry, b: InventoryEntry): number {
  const key = ({ name }: InventoryEntry) => name.split(' ').reverse().join(' '); // routes by path, then method
  return key(a) < key(b) ? -1 : 1;
}
