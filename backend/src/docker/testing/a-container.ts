import type { ContainerFacts } from '../container-facts.ts';
import { containerId, type ContainerId } from '../container-id.ts';

let made = 0;

/** A valid id, different each time, also in the twelve digits of the short form. */
export function anId(): ContainerId {
  made += 1;
  const id = containerId(made.toString(16).padStart(12, '0').padEnd(64, '0'));
  if (id === null) throw new Error('unreachable: 64 hexadecimal digits');
  return id;
}

/** A container of a compose service that runs well, except for what the test says. */
export function aContainer(facts: Partial<ContainerFacts> = {}): ContainerFacts {
  const id = facts.id ?? anId();
  return {
    id,
    name: 'media-jellyfin-1',
    image: 'jellyfin/jellyfin:10.11.2',
    imageId: `sha256:${'a'.repeat(64)}`,
    state: 'running',
    health: 'none',
    createdAt: '2026-06-01T10:00:00.000Z',
    startedAt: '2026-06-01T10:00:01.000Z',
    finishedAt: null,
    exitCode: 0,
    oomKilled: false,
    engineMessage: '',
    restartCount: 0,
    restartPolicy: { name: 'unless-stopped', maximumRetries: 0 },
    healthCheck: null,
    command: ['/jellyfin/jellyfin'],
    environmentNames: ['TZ'],
    stopTimeoutSeconds: null,
    networkOf: null,
    environmentDigests: { TZ: 'digest' },
    limits: { memoryBytes: null, cpus: null },
    ports: [],
    mounts: [],
    networks: [],
    labels: [],
    compose: {
      project: 'media',
      service: 'jellyfin',
      workingDir: '/srv/compose/media',
      configFiles: ['/srv/compose/media/compose.yaml'],
    },
    ...facts,
  };
}
