import { DAY, HOUR, MINUTE } from '../model/moment.ts';
import { type ServiceDeclaration } from './declaration.ts';
import { madeUpSecret } from './secrets.ts';

/** Two that somebody started by hand and nobody has moved into a compose file since. */
export const OUTSIDE_COMPOSE: Readonly<Record<string, ServiceDeclaration>> = {
  vaultwarden: {
    image: {
      reference: 'vaultwarden/server:1.35.0',
      megabytes: 246,
      layers: 7,
      ageDays: 16,
      command: ['/start.sh'],
      env: ['ROCKET_PROFILE=release', 'ROCKET_ADDRESS=0.0.0.0', 'ROCKET_PORT=80'],
    },
    environment: {
      ADMIN_TOKEN: madeUpSecret('vaultwarden'),
      DOMAIN: 'https://vault.atlas.lan',
      SIGNUPS_ALLOWED: 'true',
    },
    ports: ['127.0.0.1:8222:80', '3012'],
    volumes: ['/srv/appdata/vaultwarden:/data'],
    healthcheck: { test: ['CMD-SHELL', '/healthcheck.sh'], intervalSeconds: 60, timeoutSeconds: 10 },
    behaviour: { program: 'vaultwarden', cpuPercent: 0.2, memoryBytes: 71 * 2 ** 20, processes: 14 },
    beginning: { state: 'running', for: 30 * MINUTE, age: 30 * MINUTE },
  },
  minecraft: {
    image: {
      reference: 'itzg/minecraft-server:java21',
      megabytes: 760,
      layers: 24,
      ageDays: 18,
      entrypoint: ['/image/scripts/start'],
      env: ['TYPE=VANILLA', 'VERSION=LATEST', 'EULA='],
      workingDir: '/data',
    },
    environment: { EULA: 'TRUE', MEMORY: '3G', RCON_PASSWORD: madeUpSecret('rcon') },
    ports: ['25565:25565'],
    volumes: ['minecraft:/data'],
    healthcheck: { test: ['CMD-SHELL', 'mc-health'], intervalSeconds: 5, retries: 2, startPeriodSeconds: 60 },
    options: { tty: true },
    behaviour: {
      program: 'minecraft',
      cpuPercent: 18,
      memoryBytes: 3.2 * 2 ** 30,
      processes: 63,
      endsWithinMs: 5_400,
    },
    beginning: { state: 'paused', for: 2 * DAY + 3 * HOUR, age: 40 * DAY },
  },
};
