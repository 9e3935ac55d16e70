import { DAY, HOUR, MINUTE } from '../model/moment.ts';
import { type ProjectDeclaration } from './declaration.ts';
import { madeUpSecret } from './secrets.ts';

export const EDGE: ProjectDeclaration = {
  name: 'edge',
  workingDir: '/srv/compose/edge',
  services: {
    traefik: {
      image: {
        reference: 'traefik:v3.6',
        megabytes: 228,
        layers: 4,
        ageDays: 9,
        entrypoint: ['/entrypoint.sh'],
        command: ['traefik'],
        hasUpdate: true,
      },
      command: ['traefik', '--providers.docker', '--entrypoints.websecure.address=:443', '--ping'],
      environment: { CF_DNS_API_TOKEN: madeUpSecret('cloudflare'), TZ: 'Europe/Berlin' },
      labels: {
        'traefik.http.middlewares.admin.basicauth.users': `marta:$2y$05$${madeUpSecret('traefik')}`,
        'traefik.http.routers.dashboard.service': 'api@internal',
      },
      ports: ['80:80', '443:443', '443:443/udp', '127.0.0.1:8082:8080'],
      volumes: ['/run/docker.sock:/var/run/docker.sock:ro', 'letsencrypt:/letsencrypt'],
      networks: ['/proxy'],
      healthcheck: {
        test: ['CMD', 'traefik', 'healthcheck', '--ping'],
        intervalSeconds: 15,
        timeoutSeconds: 3,
      },
      options: { securityOpt: ['no-new-privileges:true'], readOnlyRoot: true },
      behaviour: {
        program: 'traefik',
        cpuPercent: 2.1,
        memoryBytes: 88 * 2 ** 20,
        receives: 1_500_000,
        sends: 1_600_000,
      },
      beginning: { state: 'running', for: 11 * HOUR, age: 11 * HOUR },
    },
    adguard: {
      image: {
        reference: 'adguard/adguardhome:v0.107.67',
        megabytes: 73,
        layers: 5,
        ageDays: 28,
        entrypoint: ['/opt/adguardhome/AdGuardHome'],
        command: [
          '--no-check-update',
          '-c',
          '/opt/adguardhome/conf/AdGuardHome.yaml',
          '-w',
          '/opt/adguardhome/work',
        ],
        workingDir: '/opt/adguardhome/work',
      },
      ports: ['53:53', '53:53/udp', '3000:3000', '853:853'],
      volumes: ['/srv/appdata/adguard/conf:/opt/adguardhome/conf', 'adguard-work:/opt/adguardhome/work'],
      healthcheck: { test: ['CMD', 'nslookup', '-timeout=2', 'healthcheck.adguardhome.test.', '127.0.0.1'] },
      behaviour: {
        program: 'adguard',
        cpuPercent: 0.4,
        memoryBytes: 96 * 2 ** 20,
        receives: 9_000,
        sends: 11_000,
      },
      beginning: { state: 'running', for: 64 * MINUTE, age: 12 * DAY },
    },
    crowdsec: {
      image: {
        reference: 'crowdsecurity/crowdsec:v1.7.0',
        megabytes: 191,
        layers: 8,
        ageDays: 70,
        entrypoint: ['/bin/bash', '/docker_start.sh'],
      },
      environment: {
        BOUNCER_KEY_TRAEFIK: madeUpSecret('bouncer'),
        COLLECTIONS: 'crowdsecurity/traefik crowdsecurity/linux',
      },
      ports: ['127.0.0.1:8083:8080', '6060'],
      volumes: ['crowdsec-data:/var/lib/crowdsec/data', '/var/log:/var/log:ro'],
      healthcheck: { test: ['CMD', 'cscli', 'lapi', 'status'], intervalSeconds: 60 },
      behaviour: { program: 'crowdsec', cpuPercent: 1.2, memoryBytes: 148 * 2 ** 20 },
      beginning: { state: 'running', for: 12 * DAY, age: 12 * DAY },
    },
    whoami: {
      image: {
        reference: 'traefik/whoami:v1.11',
        megabytes: 7,
        layers: 3,
        ageDays: 300,
        entrypoint: ['/whoami'],
      },
      replicas: 2,
      labels: { 'traefik.enable': 'true' },
      ports: ['80'],
      networks: ['/proxy'],
      behaviour: { program: 'whoami', cpuPercent: 0.05, memoryBytes: 6 * 2 ** 20, processes: 4 },
      beginning: { state: 'running', for: 5 * DAY, age: 12 * DAY },
    },
  },
};
