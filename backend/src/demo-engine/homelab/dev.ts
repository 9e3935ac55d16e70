import { DAY, HOUR, MINUTE, SECOND } from '../model/moment.ts';
import { type ProjectDeclaration } from './declaration.ts';
import { madeUpSecret } from './secrets.ts';

const AGE = 31 * DAY;

export const DEV: ProjectDeclaration = {
  name: 'dev',
  workingDir: '/srv/compose/dev',
  services: {
    forgejo: {
      image: {
        reference: 'codeberg.org/forgejo/forgejo:12.0.3',
        megabytes: 186,
        layers: 11,
        ageDays: 36,
        entrypoint: ['/usr/bin/entrypoint'],
        command: ['/bin/s6-svscan', '/etc/s6'],
        env: ['USER=git', 'GITEA_CUSTOM=/data/gitea'],
      },
      environment: {
        FORGEJO__database__DB_TYPE: 'sqlite3',
        FORGEJO__security__SECRET_KEY: madeUpSecret('forgejo'),
        FORGEJO__server__ROOT_URL: 'https://git.atlas.lan/',
      },
      ports: ['3001:3000', '2222:22'],
      volumes: ['forgejo:/data', '/etc/timezone:/etc/timezone:ro'],
      networks: ['/proxy'],
      healthcheck: { test: ['CMD', 'curl', '-fsS', 'http://localhost:3000/api/healthz'] },
      behaviour: { program: 'forgejo', cpuPercent: 0.8, memoryBytes: 212 * 2 ** 20, processes: 16 },
      beginning: { state: 'running', for: AGE, age: AGE },
    },
    'forgejo-runner': {
      image: {
        reference: 'code.forgejo.org/forgejo/runner:9.1.1',
        megabytes: 61,
        layers: 5,
        ageDays: 44,
        command: ['/bin/forgejo-runner'],
        workingDir: '/data',
        user: '1000:1000',
      },
      command: ['forgejo-runner', 'daemon', '--config', 'config.yml'],
      environment: { FORGEJO_RUNNER_TOKEN: madeUpSecret('runner') },
      volumes: ['/srv/appdata/forgejo-runner:/data'],
      dependsOn: { forgejo: 'service_healthy' },
      restart: 'no',
      memoryLimit: 512 * 2 ** 20,
      behaviour: { program: 'forgejo-runner', cpuPercent: 3, memoryBytes: 240 * 2 ** 20 },
      beginning: {
        state: 'exited',
        for: 15 * HOUR + 45 * MINUTE,
        age: AGE,
        exitCode: 137,
        oomKilled: true,
        ranFor: 4 * DAY,
      },
    },
    renovate: {
      image: {
        reference: 'renovate/renovate:42',
        megabytes: 640,
        layers: 19,
        ageDays: 5,
        entrypoint: ['/usr/local/sbin/renovate-entrypoint.sh'],
        command: ['renovate'],
        env: ['RENOVATE_X_IGNORE_NODE_WARN=true'],
        workingDir: '/usr/src/app',
        user: '12021',
      },
      environment: {
        RENOVATE_ENDPOINT: 'https://git.atlas.lan/api/v1',
        RENOVATE_TOKEN: madeUpSecret('renovate'),
      },
      volumes: ['renovate-cache:/tmp/renovate'],
      restart: 'always',
      behaviour: {
        program: 'renovate',
        cpuPercent: 61,
        memoryBytes: 190 * 2 ** 20,
        endsByItself: { afterSeconds: 4, exitCode: 1 },
      },
      beginning: {
        state: 'restarting',
        for: 20 * SECOND,
        age: 2 * DAY,
        exitCode: 1,
        restartCount: 212,
        ranFor: 4 * SECOND,
      },
    },
    registry: {
      image: {
        reference: 'registry:3',
        megabytes: 58,
        layers: 5,
        ageDays: 80,
        entrypoint: ['/entrypoint.sh'],
        command: ['/etc/distribution/config.yml'],
      },
      ports: ['8080:5000'],
      volumes: ['registry:/var/lib/registry'],
      behaviour: { program: 'registry', cpuPercent: 0.1, memoryBytes: 22 * 2 ** 20 },
      beginning: {
        state: 'created',
        for: 3 * DAY,
        age: 3 * DAY,
        exitCode: 128,
        error:
          'driver failed programming external connectivity on endpoint dev-registry-1: ' +
          'Bind for 0.0.0.0:8080 failed: port is already allocated',
      },
    },
  },
};
