import type { EngineState } from '#shared/engine';
import type { Container, Service } from '#shared/service';
import type { Directory } from '../app/core/directory/reduce-services';

/** A time on the engine's clock, for tests. */
export const NOON = '2026-06-18T12:00:00.000Z';

export const CONNECTED: EngineState = {
  status: 'connected',
  kind: 'docker',
  version: '28.5.2',
  apiVersion: '1.51',
  since: NOON,
  error: null,
};

export function containerWith(change: Partial<Container> = {}): Container {
  return {
    id: 'a'.repeat(64),
    name: 'media-jellyfin-1',
    image: 'jellyfin/jellyfin:10.11.2',
    imageId: `sha256:${'b'.repeat(64)}`,
    state: 'running',
    health: 'healthy',
    exitCode: null,
    restartCount: 0,
    startedAt: NOON,
    ports: [],
    ...change,
  };
}

/** @param key `project/name` */
export function serviceWith(key: string, change: Partial<Service> = {}): Service {
  const [project = '', name = ''] = key.split('/', 2);
  return {
    key,
    project,
    name,
    state: 'running',
    health: 'healthy',
    containers: [containerWith()],
    updatedAt: NOON,
    ...change,
  };
}

export function directoryOf(services: readonly Service[], change: Partial<Directory> = {}): Directory {
  return {
    engine: CONNECTED,
    refreshedAt: NOON,
    services: new Map(services.map((service) => [service.key, service])),
    changes: new Map(),
    ...change,
  };
}
