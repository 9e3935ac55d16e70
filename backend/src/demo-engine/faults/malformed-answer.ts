import { Random } from '../model/random.ts';
import { MALFORMED_BODIES, type BodyKind } from './malformed-bodies.ts';
import { MALFORMED_TRANSPORTS, type TransportKind } from './malformed-transports.ts';

/** An answer no engine would give. */
export interface MalformedAnswer {
  readonly kind: BodyKind | TransportKind;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body is everything that goes to the socket, in place of an HTTP answer. */
  readonly isRaw: boolean;
}

const TRANSPORT_SHARE = 0.15;
const ODD_STATUS_SHARE = 0.1;
const ODD_STATUSES = [201, 204, 206, 299, 302, 404, 418, 500, 502, 599] as const;

/** One of very many: the same for the same seed and genuine body, another one for another seed. */
export function malformedAnswer(seed: number, genuine: string): MalformedAnswer {
  const random = new Random(seed, ANSWERS);
  if (random.chance(TRANSPORT_SHARE)) {
    const kind = random.pick(TRANSPORT_KINDS);
    const body = marked(MALFORMED_TRANSPORTS[kind](random, genuine), seed);
    return { kind, status: 0, headers: {}, body, isRaw: true };
  }
  const kind = pickBody(random);
  const body = marked(MALFORMED_BODIES[kind].make(random, genuine), seed);
  const status = random.chance(ODD_STATUS_SHARE) ? random.pick(ODD_STATUSES) : 200;
  const type = random.pick([
    'application/json',
    'application/json',
    'text/html',
    'text/plain',
    'application/octet-stream',
  ]);
  return { kind, status, headers: { 'Content-Type': type, 'X-Seed': String(seed) }, body, isRaw: false };
}

/** The same for one line of a stream. */
export function malformedLine(seed: number, genuine: string): Buffer {
  const random = new Random(seed, LINES);
  const body = marked(MALFORMED_BODIES[pickBody(random)].make(random, genuine), seed);
  return random.chance(0.9) ? Buffer.concat([body, Buffer.from('\n')]) : body;
}

/** The seed in blanks at the end, so that no two are the same whatever they were made from. */
function marked(body: Buffer, seed: number): Buffer {
  const blanks = seed.toString(2).replaceAll('0', ' ').replaceAll('1', '\t');
  return Buffer.concat([body, Buffer.from(blanks)]);
}

const ANSWERS = 1;
const LINES = 2;
const BODY_KINDS = Object.keys(MALFORMED_BODIES) as readonly BodyKind[];
const TRANSPORT_KINDS = Object.keys(MALFORMED_TRANSPORTS) as readonly TransportKind[];

/** Each kind as often as the others, but for the costly ones. */
function pickBody(random: Random): BodyKind {
  const kind = random.pick(BODY_KINDS);
  return random.chance(MALFORMED_BODIES[kind].share) ? kind : 'truncated';
}
