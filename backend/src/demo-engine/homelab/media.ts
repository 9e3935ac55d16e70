import { DAY, HOUR, MINUTE } from '../model/moment.ts';
import { type ProjectDeclaration } from './declaration.ts';
import { madeUpSecret } from './secrets.ts';

const LINUXSERVER = { PUID: '1000', PGID: '1000', TZ: 'Europe/Berlin' };
const S6 = {
  entrypoint: ['/init'],
  env: ['HOME=/root', 'LANGUAGE=en_US.UTF-8', 'LANG=en_US.UTF-8', 'S6_VERBOSITY=1'],
};

export const MEDIA: ProjectDeclaration = {
  name: 'media',
  workingDir: '/srv/compose/media',
  services: {
    jellyfin: {
      image: {
        reference: 'jellyfin/jellyfin:10.11.2',
        megabytes: 1_420,
        layers: 9,
        ageDays: 24,
        entrypoint: ['/jellyfin/jellyfin'],
        env: ['JELLYFIN_DATA_DIR=/config', 'JELLYFIN_CACHE_DIR=/cache', 'LANG=en_US.UTF-8'],
        hasUpdate: true,
      },
      environment: {
        JELLYFIN_PublishedServerUrl: 'https://jellyfin.atlas.lan',
        NVIDIA_VISIBLE_DEVICES: 'all',
      },
      labels: {
        'homepage.group': 'Wohnzimmer – Küche',
        'traefik.enable': 'true',
        'traefik.http.routers.jellyfin.rule': 'Host(`jellyfin.atlas.lan`)',
        'traefik.http.services.jellyfin.loadbalancer.server.port': '8096',
      },
      ports: ['8096:8096', '7359:7359/udp', '8920'],
      volumes: ['/srv/appdata/jellyfin:/config', 'jellyfin-cache:/cache', '/tank/media:/media:ro'],
      networks: ['/proxy'],
      healthcheck: {
        test: ['CMD-SHELL', 'curl --noproxy localhost -Lk -fsS http://localhost:8096/health || exit 1'],
        startPeriodSeconds: 10,
      },
      memoryLimit: 4 * 2 ** 30,
      options: { devices: ['/dev/dri/renderD128'], user: '1000:1000' },
      behaviour: {
        program: 'jellyfin',
        cpuPercent: 37.9,
        memoryBytes: 1.86 * 2 ** 30,
        receives: 90_000,
        sends: 1_400_000,
        reads: 1_500_000,
        writes: 120_000,
        processes: 41,
        endsWithinMs: 1_400,
      },
      beginning: { state: 'running', for: 9 * DAY + 4 * HOUR, age: 9 * DAY + 4 * HOUR },
    },
    sonarr: {
      image: {
        reference: 'lscr.io/linuxserver/sonarr:4.0.15',
        megabytes: 208,
        layers: 9,
        ageDays: 40,
        ...S6,
      },
      environment: { ...LINUXSERVER, SONARR__AUTH__APIKEY: madeUpSecret('sonarr') },
      labels: { 'traefik.enable': 'true' },
      ports: ['8989:8989'],
      volumes: ['/srv/appdata/sonarr:/config', '/tank/media/tv:/tv', '/tank/downloads:/downloads'],
      healthcheck: { test: ['CMD', 'curl', '-f', 'http://localhost:8989/ping'], timeoutSeconds: 10 },
      behaviour: {
        program: 'sonarr',
        cpuPercent: 1.3,
        memoryBytes: 241 * 2 ** 20,
        processes: 28,
        endsWithinMs: 600,
      },
      beginning: { state: 'running', for: 9 * DAY + 4 * HOUR, age: 9 * DAY + 4 * HOUR },
    },
    radarr: {
      image: {
        reference: 'lscr.io/linuxserver/radarr:5.27.5',
        megabytes: 214,
        layers: 9,
        ageDays: 33,
        ...S6,
      },
      environment: { ...LINUXSERVER, RADARR__AUTH__APIKEY: madeUpSecret('radarr') },
      ports: ['7878:7878'],
      volumes: ['/srv/appdata/radarr:/config', '/tank/media/movies:/movies', '/tank/downloads:/downloads'],
      healthcheck: { test: ['CMD', 'curl', '-f', 'http://localhost:7878/ping'], timeoutSeconds: 10 },
      behaviour: {
        program: 'radarr',
        cpuPercent: 0.9,
        memoryBytes: 263 * 2 ** 20,
        processes: 27,
        endsWithinMs: 600,
      },
      beginning: { state: 'running', for: 9 * DAY + 4 * HOUR, age: 9 * DAY + 4 * HOUR },
    },
    gluetun: {
      image: {
        reference: 'ghcr.io/qdm12/gluetun:v3.40.0',
        megabytes: 42,
        layers: 4,
        ageDays: 190,
        entrypoint: ['/gluetun-entrypoint'],
        env: ['VPN_TYPE=openvpn', 'HTTPPROXY=off', 'DOT=on'],
      },
      environment: {
        VPN_SERVICE_PROVIDER: 'mullvad',
        VPN_TYPE: 'wireguard',
        WIREGUARD_PRIVATE_KEY: madeUpSecret('wireguard'),
        SERVER_CITIES: 'Malmö',
      },
      ports: ['8888', '8080:8080', '6881:6881', '6881:6881/udp'],
      volumes: ['/srv/appdata/gluetun:/gluetun'],
      healthcheck: {
        test: ['CMD-SHELL', '/gluetun-entrypoint healthcheck'],
        intervalSeconds: 5,
        timeoutSeconds: 5,
        retries: 1,
      },
      options: { capAdd: ['CAP_NET_ADMIN'], devices: ['/dev/net/tun'] },
      behaviour: {
        program: 'gluetun',
        cpuPercent: 2.4,
        memoryBytes: 38 * 2 ** 20,
        receives: 900_000,
        sends: 240_000,
      },
      beginning: { state: 'running', for: 2 * DAY + 7 * HOUR, age: 9 * DAY + 4 * HOUR },
    },
    qbittorrent: {
      image: {
        reference: 'lscr.io/linuxserver/qbittorrent:5.1.2',
        megabytes: 198,
        layers: 9,
        ageDays: 55,
        ...S6,
      },
      environment: { ...LINUXSERVER, WEBUI_PORT: '8080' },
      volumes: ['/srv/appdata/qbittorrent:/config', '/tank/downloads:/downloads'],
      networkMode: 'service:gluetun',
      behaviour: {
        program: 'qbittorrent',
        cpuPercent: 4.2,
        memoryBytes: 318 * 2 ** 20,
        writes: 800_000,
        endsWithinMs: 2_600,
      },
      beginning: { state: 'running', for: 2 * DAY + 7 * HOUR - MINUTE, age: 9 * DAY + 4 * HOUR },
    },
  },
};
