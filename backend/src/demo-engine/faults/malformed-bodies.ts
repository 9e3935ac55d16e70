import { type Random } from '../model/random.ts';
import { mutate, type Mutation } from './mutate-json.ts';

interface MalformedBody {
  /** How often it is kept when its turn comes: less than 1 for what takes megabytes. */
  readonly share: number;
  readonly make: (random: Random, genuine: string) => Buffer;
}

const MEBIBYTE = 2 ** 20;

const text = (make: (random: Random, genuine: string) => string, share = 1): MalformedBody => ({
  share,
  make: (random, genuine) => Buffer.from(make(random, genuine)),
});

const mutated = (mutation: Mutation): MalformedBody =>
  text((random, genuine) => mutate(genuine, random, mutation));

/** What can be wrong with a body. */
export const MALFORMED_BODIES = {
  empty: text((random) => ' '.repeat(random.whole(0, 4_000))),
  html: text(
    (random) =>
      `<html><head><title>502 Bad Gateway</title></head><body>nginx ${random.hex(12)}</body></html>`,
  ),
  words: text((random) => `upstream connect error ${random.hex(16)}`),
  truncated: text((random, genuine) => cut(genuine, random)),
  twice: text((random, genuine) => `${genuine}${' '.repeat(random.whole(0, 3_000))}${genuine}`),
  lines: text((random, genuine) => `\n${genuine.replaceAll(',', () => (random.chance(0.2) ? ',\n' : ','))}`),
  'wrong-type': mutated('wrong-type'),
  nulls: mutated('null'),
  missing: mutated('missing'),
  'foreign-keys': mutated('foreign-keys'),
  'hostile-text': mutated('hostile-text'),
  'odd-number': mutated('odd-number'),
  scalar: text(
    (random) =>
      random.pick(['null', 'true', '""', '[]', '{}', String(random.next()), JSON.stringify(random.hex(20))]) +
      ' '.repeat(random.whole(0, 9_999)),
  ),
  'wrong-root': text(
    (random, genuine) =>
      `{"data":${genuine.trim() === '' ? 'null' : genuine.trim()},"n":"${random.hex(10)}"}`,
  ),
  'bare-words': text(
    (random) => `{Id: ${random.hex(12)}, State: 'running', Labels: undefined, Created: NaN, n: Infinity}`,
  ),
  commas: text(
    (random, genuine) => genuine.replaceAll('}', () => (random.chance(0.5) ? ',}' : '}')) + random.hex(4),
  ),
  'byte-order-mark': text((random, genuine) => `\uFEFF${genuine}${' '.repeat(random.whole(0, 2_000))}`),
  deep: text((random) => {
    const depth = random.whole(2_000, 60_000);
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const);
    return `${open.repeat(depth)}1${close.repeat(random.chance(0.5) ? depth : depth - random.whole(1, 9))}`;
  }),
  'long-line': text(
    (random) => `["${random.hex(8).repeat(Math.floor((random.between(1, 8) * MEBIBYTE) / 8))}"]`,
    0.06,
  ),
  'many-keys': text((random) => {
    const entries = Array.from(
      { length: random.whole(5_000, 20_000) },
      (_, index) => `"k${index}${random.hex(4)}":${index}`,
    );
    return `{${entries.join(',')}}`;
  }, 0.05),
  'invalid-utf8': {
    share: 1,
    make: (random: Random, genuine: string) => {
      const bytes = Buffer.from(genuine === '' ? random.hex(64) : genuine);
      for (let count = random.whole(1, 40); count > 0; count -= 1) {
        bytes[random.whole(0, bytes.length - 1)] = random.whole(0x80, 0xff);
      }
      return Buffer.concat([bytes, Buffer.from([0xc3, random.whole(0, 0x7f)])]);
    },
  },
  'random-bytes': {
    share: 1,
    make: (random: Random) =>
      Buffer.from(Array.from({ length: random.whole(16, 4_000) }, () => random.whole(0, 255))),
  },
} as const satisfies Record<string, MalformedBody>;

export type BodyKind = keyof typeof MALFORMED_BODIES;

function cut(genuine: string, random: Random): string {
  const source = genuine.length < 2 ? `{"message":"${random.hex(40)}"}` : genuine;
  return (
    source.slice(0, random.whole(1, Math.max(source.trimEnd().length - 1, 1))) +
    ' '.repeat(random.whole(0, 50))
  );
}
