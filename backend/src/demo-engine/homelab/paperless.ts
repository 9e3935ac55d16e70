import { DAY, HOUR, MINUTE, SECOND } from '../model/moment.ts';
import { type ProjectDeclaration } from './declaration.ts';
import { madeUpSecret } from './secrets.ts';

const PASSWORD = madeUpSecret('paperless-db');
const AGE = 20 * DAY + 5 * HOUR;

export const PAPERLESS: ProjectDeclaration = {
  name: 'paperless',
  workingDir: '/srv/compose/paperless',
  services: {
    webserver: {
      image: {
        reference: 'ghcr.io/paperless-ngx/paperless-ngx:2.18.4',
        megabytes: 1_560,
        layers: 26,
        ageDays: 25,
        entrypoint: ['/init'],
        env: ['PYTHONUNBUFFERED=1', 'PNGX_CONTAINERIZED=1'],
        workingDir: '/usr/src/paperless/src',
      },
      environment: {
        PAPERLESS_REDIS: 'redis://broker:6379',
        PAPERLESS_DBHOST: 'db',
        PAPERLESS_DBPASS: PASSWORD,
        PAPERLESS_SECRET_KEY: madeUpSecret('paperless-key'),
        PAPERLESS_OCR_LANGUAGE: 'deu+eng',
        PAPERLESS_URL: 'https://papier.atlas.lan',
      },
      ports: ['8000:8000'],
      volumes: [
        'data:/usr/src/paperless/data',
        'media:/usr/src/paperless/media',
        '/tank/scans:/usr/src/paperless/consume',
      ],
      dependsOn: { db: 'service_healthy', broker: 'service_started' },
      healthcheck: {
        test: ['CMD', 'curl', '-fs', '-S', '-L', '--max-time', '2', 'http://localhost:8000'],
        timeoutSeconds: 10,
        retries: 5,
      },
      behaviour: {
        program: 'paperless',
        cpuPercent: 1.1,
        memoryBytes: 402 * 2 ** 20,
        processes: 23,
        endsWithinMs: 1_900,
      },
      beginning: { state: 'running', for: AGE, age: AGE },
    },
    db: {
      image: {
        reference: 'postgres:17',
        megabytes: 438,
        layers: 14,
        ageDays: 34,
        entrypoint: ['docker-entrypoint.sh'],
        command: ['postgres'],
        env: ['PG_MAJOR=17', 'LANG=en_US.utf8', 'PGDATA=/var/lib/postgresql/data'],
      },
      environment: { POSTGRES_DB: 'paperless', POSTGRES_USER: 'paperless', POSTGRES_PASSWORD: PASSWORD },
      ports: ['5432'],
      volumes: ['pgdata:/var/lib/postgresql/data'],
      healthcheck: { test: ['CMD-SHELL', 'pg_isready -U paperless'] },
      options: { stopSignal: 'SIGINT' },
      behaviour: {
        program: 'postgres',
        cpuPercent: 0.6,
        memoryBytes: 92 * 2 ** 20,
        writes: 40_000,
        processes: 9,
        endsWithinMs: 300,
      },
      beginning: { state: 'running', for: AGE + MINUTE, age: AGE + MINUTE },
    },
    broker: {
      image: {
        reference: 'redis:8',
        megabytes: 137,
        layers: 7,
        ageDays: 30,
        entrypoint: ['docker-entrypoint.sh'],
        command: ['redis-server'],
        env: ['REDIS_VERSION=8.2.1'],
        workingDir: '/data',
      },
      ports: ['6379'],
      volumes: ['redisdata:/data'],
      healthcheck: { test: ['CMD', 'redis-cli', 'ping'] },
      behaviour: { program: 'redis', cpuPercent: 0.2, memoryBytes: 11 * 2 ** 20, processes: 6 },
      beginning: { state: 'running', for: AGE + MINUTE, age: AGE + MINUTE },
    },
    backup: {
      image: {
        reference: 'restic/restic:0.18.0',
        megabytes: 49,
        layers: 4,
        ageDays: 150,
        entrypoint: ['/usr/bin/restic'],
      },
      command: ['backup', '--tag', 'paperless', '/source'],
      environment: {
        RESTIC_REPOSITORY: 'sftp:backup@borealis.lan:/srv/restic',
        RESTIC_PASSWORD: madeUpSecret('restic'),
      },
      volumes: ['media:/source:ro', '/srv/appdata/restic:/root/.cache/restic'],
      restart: 'no',
      behaviour: {
        program: 'restic',
        cpuPercent: 22,
        memoryBytes: 156 * 2 ** 20,
        sends: 4_000_000,
        reads: 6_000_000,
        endsByItself: { afterSeconds: 48, exitCode: 0 },
      },
      beginning: {
        state: 'exited',
        for: 10 * HOUR + 26 * MINUTE,
        age: AGE,
        exitCode: 0,
        ranFor: 372 * SECOND,
      },
    },
  },
};
