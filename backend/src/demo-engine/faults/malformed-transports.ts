import { type Random } from '../model/random.ts';

type MalformedTransport = (random: Random, genuine: string) => Buffer;

const HEAD = 'HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nContent-Type: application/json\r\n';

const raw =
  (make: (random: Random, genuine: string) => string): MalformedTransport =>
  (random, genuine) =>
    Buffer.from(make(random, genuine));

/** What can be wrong with the HTTP around a body. */
export const MALFORMED_TRANSPORTS = {
  'not-http': raw((random) => `SSH-2.0-OpenSSH_10.0p${random.whole(1, 9)} ${random.hex(24)}\r\n`),
  'binary-noise': (random: Random): Buffer =>
    Buffer.from(Array.from({ length: random.whole(8, 900) }, () => random.whole(0, 255))),
  'half-a-status-line': raw(
    (random) => `HTTP/1.1 ${random.whole(100, 999)}${random.hex(random.whole(1, 30))}`,
  ),
  'bad-status': raw(
    (random) => `HTTP/1.1 ${random.pick(['0', '99999', '-1', 'OK', '2 0 0'])} ${random.hex(8)}\r\n\r\n`,
  ),
  'bad-chunk-size': raw((random) => `${HEAD}Transfer-Encoding: chunked\r\n\r\nZ${random.hex(6)}\r\n{}\r\n`),
  'missing-last-chunk': raw((random, genuine) => {
    const body = genuine + random.hex(8);
    return `${HEAD}Transfer-Encoding: chunked\r\n\r\n${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
  }),
  'longer-than-said': raw(
    (random, genuine) => `${HEAD}Content-Length: ${random.whole(0, 9)}\r\n\r\n${genuine}${random.hex(20)}`,
  ),
  'shorter-than-said': raw(
    (random, genuine) => `${HEAD}Content-Length: ${random.whole(1e6, 9e9)}\r\n\r\n${genuine}`,
  ),
  'two-lengths': raw(
    (random, genuine) =>
      `${HEAD}Content-Length: 5\r\nContent-Length: ${random.whole(6, 9e6)}\r\n\r\n${genuine}`,
  ),
  'endless-header': raw(
    (random) => `${HEAD}X-Long: ${random.hex(8).repeat(random.whole(3_000, 12_000))}\r\n\r\n{}`,
  ),
  'many-headers': raw((random) => {
    const headers = Array.from(
      { length: random.whole(500, 3_000) },
      (_, index) => `X-${index}: ${random.hex(6)}\r\n`,
    );
    return `${HEAD}${headers.join('')}\r\n{}`;
  }),
  'header-with-control-bytes': raw((random) => `${HEAD}X-\u0000${random.hex(4)}: \u0001\u0002\r\n\r\n{}`),
  'switching-protocols': raw(
    (random) =>
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n${random.hex(64)}`,
  ),
  'nothing-at-all': raw((random) => '\r\n'.repeat(random.whole(0, 4_000))),
} as const satisfies Record<string, MalformedTransport>;

export type TransportKind = keyof typeof MALFORMED_TRANSPORTS;
