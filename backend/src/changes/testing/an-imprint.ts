import type { ContainerImprint } from '#shared/container-imprint';

let made = 0;

/** A container that runs well, except for what the test says. Each has another id. */
export function anImprint(facts: Partial<ContainerImprint> = {}): ContainerImprint {
  made += 1;
  return {
    id: made.toString(16).padStart(64, '0'),
    name: 'media-jellyfin-1',
    service: 'media/jellyfin',
    slot: 'media/jellyfin#1',
    image: 'jellyfin/jellyfin:10.11.2',
    imageId: 'sha256:old',
    state: 'running',
    health: 'healthy',
    exitCode: null,
    oomKilled: false,
    restartCount: 0,
    startedAt: '2026-06-18T10:00:00.000Z',
    finishedAt: null,
    stopSeen: false,
    command: ['/jellyfin/jellyfin'],
    restartPolicy: 'unless-stopped',
    ports: ['8096:8096/tcp'],
    mounts: ['media:/media:ro'],
    networks: ['media_default'],
    memoryBytes: null,
    cpus: null,
    environment: { TZ: 'aaa', PASSWORD: 'bbb' },
    probe: '',
    failingStreak: 0,
    ...facts,
  };
}
