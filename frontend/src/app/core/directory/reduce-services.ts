import type { EngineState } from '#shared/engine';
import type { Service, ServicesAnswer } from '#shared/service';
import type { ServicesDelta } from '#shared/socket';

/** Everything known about the services at one moment. */
export interface Directory {
  readonly engine: EngineState;
  /** When the engine last confirmed this picture (ISO 8601); null before the first listing. */
  readonly refreshedAt: string | null;
  /** By key. A service that has not changed keeps its object. */
  readonly services: ReadonlyMap<string, Service>;
  /** How often a service has changed before our eyes, by key. */
  readonly changes: ReadonlyMap<string, number>;
}

export function beginDirectory(
  { engine, refreshedAt, services }: ServicesAnswer,
  before: Directory | null,
): Directory {
  const next = new Map(
    services.map((service) => [service.key, kept(before?.services.get(service.key), service)]),
  );
  return { engine, refreshedAt, services: next, changes: countChanges(before, next) };
}

export function reduceDirectory(directory: Directory, delta: ServicesDelta): Directory {
  const { engine, refreshedAt, upserted, removed } = delta;
  if (upserted.length === 0 && removed.length === 0) return { ...directory, engine, refreshedAt };
  const next = new Map(directory.services);
  for (const key of removed) next.delete(key);
  for (const service of upserted) next.set(service.key, kept(next.get(service.key), service));
  return { engine, refreshedAt, services: next, changes: countChanges(directory, next) };
}

function kept(before: Service | undefined, now: Service): Service {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** A service that has just appeared has not changed. */
function countChanges(
  before: Directory | null,
  now: ReadonlyMap<string, Service>,
): ReadonlyMap<string, number> {
  if (before === null) return new Map();
  const changes = new Map<string, number>();
  for (const [key, service] of now) {
    const was = before.services.get(key);
    const count = before.changes.get(key) ?? 0;
    changes.set(key, was === undefined || was === service ? count : count + 1);
  }
  return changes;
}
