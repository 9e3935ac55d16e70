import { DAY, HOUR } from '../model/moment.ts';
import { type ProjectDeclaration } from './declaration.ts';
import { madeUpSecret } from './secrets.ts';

export const HOME: ProjectDeclaration = {
  name: 'home',
  workingDir: '/srv/compose/home',
  services: {
    'home-assistant': {
      image: {
        reference: 'ghcr.io/home-assistant/home-assistant:stable',
        megabytes: 1_940,
        layers: 31,
        ageDays: 7,
        entrypoint: ['/init'],
        env: ['LANG=C.UTF-8', 'S6_BEHAVIOUR_IF_STAGE2_FAILS=2', 'UV_SYSTEM_PYTHON=true'],
        workingDir: '/config',
        hasUpdate: true,
      },
      environment: { TZ: 'Europe/Berlin', SUPERVISOR_TOKEN: madeUpSecret('supervisor') },
      volumes: ['/srv/appdata/home-assistant:/config', '/run/dbus:/run/dbus:ro'],
      networkMode: 'host',
      dependsOn: { mosquitto: 'service_started' },
      healthcheck: {
        test: ['CMD-SHELL', 'curl -fsS http://127.0.0.1:8123/manifest.json'],
        startPeriodSeconds: 120,
      },
      options: { privileged: true, stopTimeoutSeconds: 60 },
      behaviour: {
        program: 'home-assistant',
        cpuPercent: 4.6,
        memoryBytes: 612 * 2 ** 20,
        writes: 90_000,
        processes: 52,
        endsWithinMs: 4_200,
      },
      beginning: { state: 'running', for: 6 * DAY, age: 6 * DAY },
    },
    mosquitto: {
      image: {
        reference: 'eclipse-mosquitto:2.0.22',
        megabytes: 12,
        layers: 4,
        ageDays: 100,
        entrypoint: ['/docker-entrypoint.sh'],
        command: ['/usr/sbin/mosquitto', '-c', '/mosquitto/config/mosquitto.conf'],
      },
      ports: ['1883:1883', '9001:9001'],
      volumes: ['/srv/appdata/mosquitto:/mosquitto/config', 'mosquitto-data:/mosquitto/data'],
      behaviour: {
        program: 'mosquitto',
        cpuPercent: 0.1,
        memoryBytes: 9 * 2 ** 20,
        receives: 6_000,
        sends: 9_000,
        processes: 1,
      },
      beginning: { state: 'running', for: 31 * DAY, age: 31 * DAY },
    },
    zigbee2mqtt: {
      image: {
        reference: 'ghcr.io/koenkk/zigbee2mqtt:2.6.0',
        megabytes: 204,
        layers: 7,
        ageDays: 48,
        entrypoint: ['docker-entrypoint.sh'],
        command: ['/sbin/tini', '--', 'node', 'index.js'],
        env: ['NODE_ENV=production', 'NODE_VERSION=22.17.0'],
        workingDir: '/app',
      },
      environment: { TZ: 'Europe/Berlin', ZIGBEE2MQTT_CONFIG_MQTT_PASSWORD: madeUpSecret('mqtt') },
      ports: ['8099:8080'],
      volumes: ['/srv/appdata/zigbee2mqtt:/app/data', '/run/udev:/run/udev:ro'],
      dependsOn: { mosquitto: 'service_started' },
      healthcheck: {
        test: ['CMD-SHELL', 'wget -qO- http://127.0.0.1:8080 > /dev/null || exit 1'],
        timeoutSeconds: 5,
      },
      options: { devices: ['/dev/ttyUSB0'] },
      behaviour: { program: 'zigbee2mqtt', cpuPercent: 0.9, memoryBytes: 118 * 2 ** 20, processes: 12 },
      beginning: { state: 'running', for: 31 * DAY - 2 * HOUR, age: 31 * DAY },
    },
  },
};
