import { iso, lanAddress, milliseconds, plainTime, program } from './program.ts';

const HOSTS = ['jellyfin', 'fotos', 'git', 'papier', 'vault', 'home'];
const PATHS = [
  '/',
  '/api/health',
  '/api/assets',
  '/web/index.html',
  '/api/webhook',
  '/login',
  '/identity/connect/token',
];

/** JSON, one object a line. */
export const traefik = program({
  everySeconds: 1.6,
  starting: [
    '{"level":"info","version":"3.6.1","time":"{iso}","message":"Traefik version 3.6.1 built on 2026-05-27T10:11:12Z"}',
  ],
  sayings: [
    {
      weight: 20,
      text: (c) =>
        JSON.stringify({
          ClientHost: lanAddress(c),
          DownstreamStatus: c.random.pick([200, 200, 200, 204, 206, 304, 401, 404]),
          Duration: c.random.whole(400_000, 90_000_000),
          RequestHost: `${c.random.pick(HOSTS)}.atlas.lan`,
          RequestMethod: c.random.pick(['GET', 'GET', 'GET', 'POST']),
          RequestPath: c.random.pick(PATHS),
          RouterName: `${c.random.pick(HOSTS)}@docker`,
          level: 'info',
          msg: '',
          time: iso(c),
        }),
    },
    {
      weight: 1,
      stream: 'stderr',
      text: (c) =>
        `{"level":"error","error":"service \\"renovate-dev\\" error: unable to find the IP address for the container \\"/dev-renovate-1\\": the server is ignored","time":"${iso(c)}"}`,
    },
    {
      weight: 0.5,
      stream: 'stderr',
      text: (c) =>
        `{"level":"warn","time":"${iso(c)}","message":"502 Bad Gateway error=\\"dial tcp 172.19.0.${c.random.whole(2, 9)}:3003: connect: connection refused\\""}`,
    },
  ],
});

export const adguard = program({
  everySeconds: 35,
  starting: [
    '[info] starting adguard home version=v0.107.67',
    '[info] dnsproxy: starting dns proxy server version=0.76.2',
    '[info] go to http://127.0.0.1:3000',
  ],
  sayings: [
    {
      weight: 4,
      stream: 'stderr',
      text: (c) =>
        `${plainTime(c)}.${c.random.whole(100_000, 999_999)} [info] dnsproxy: cache stats hits=${c.turn % 100_000} ratio=0.${c.random.whole(41, 68)}`,
    },
    {
      weight: 2,
      stream: 'stderr',
      text: (c) =>
        `${plainTime(c)}.${c.random.whole(100_000, 999_999)} [error] dnsproxy: upstream https://dns10.quad9.net:443/dns-query failed to exchange ;telemetry.example. IN A: context deadline exceeded`,
    },
    {
      weight: 1,
      stream: 'stderr',
      text: (c) =>
        `${plainTime(c)}.${c.random.whole(100_000, 999_999)} [info] saving filter contents to file id=1 path=/opt/adguardhome/work/data/filters/1.txt`,
    },
  ],
});

export const crowdsec = program({
  everySeconds: 14,
  starting: [
    'time="{iso}" level=info msg="Crowdsec v1.7.0-c3036e21"',
    'time="{iso}" level=info msg="Starting processing data"',
  ],
  sayings: [
    {
      weight: 6,
      stream: 'stderr',
      text: (c) =>
        `time="${iso(c)}" level=info msg="172.20.0.4 - [${iso(c)}] \\"GET /v1/decisions/stream HTTP/1.1 200 ${milliseconds(c, 1, 9)}ms \\"Crowdsec-Bouncer-Traefik-Plugin/1.X.X\\" \\""`,
    },
    {
      weight: 1,
      stream: 'stderr',
      text: (c) =>
        `time="${iso(c)}" level=info msg="Ip 45.148.${c.random.whole(1, 254)}.${c.random.whole(1, 254)} performed 'crowdsecurity/http-probing' (11 events over ${c.random.whole(1, 9)}s) at ${iso(c)}"`,
    },
    {
      weight: 0.4,
      stream: 'stderr',
      text: (c) =>
        `time="${iso(c)}" level=warning msg="push signals: HTTP 503 from https://api.crowdsec.net/v3/signals, will retry"`,
    },
  ],
});

export const whoami = program({
  everySeconds: 40,
  starting: ['{iso} Starting up on port 80'],
  sayings: [{ weight: 1, text: (c) => `${lanAddress(c)} - - [${plainTime(c)}] "GET / HTTP/1.1" - -` }],
});
