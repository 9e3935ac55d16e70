import { type Random } from '../model/random.ts';

export type Mutation = 'wrong-type' | 'null' | 'missing' | 'foreign-keys' | 'hostile-text' | 'odd-number';

/** Where a value stands: the object or list that holds it, and its key. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** So many values are changed at most. */
const CHANGES_MAX = 12;

/** Parses, changes some values, writes again. What is no JSON comes back with a tail. */
export function mutate(genuine: string, random: Random, mutation: Mutation): string {
  const root = parse(genuine);
  const places = placesIn(root);
  const marks: [mark: string, raw: string][] = [];
  for (let count = random.whole(1, CHANGES_MAX); count > 0 && places.length > 0; count -= 1) {
    apply(random.pick(places), random, mutation, marks);
  }
  const written = `${JSON.stringify(root)}${' '.repeat(random.whole(0, 2_000))}`;
  return marks.reduce((text, [mark, raw]) => text.replace(`"${mark}"`, raw), written);
}

function apply({ holder, key }: Place, random: Random, mutation: Mutation, marks: [string, string][]): void {
  const raw = (value: string): void => {
    const mark = `mark-${random.hex(16)}`;
    marks.push([mark, value]);
    holder[key] = mark;
  };
  switch (mutation) {
    case 'wrong-type':
      holder[key] = random.pick(WRONG_VALUES)(holder[key], random);
      return;
    case 'null':
      holder[key] = null;
      return;
    case 'missing':
      Reflect.deleteProperty(holder, key);
      return;
    case 'foreign-keys':
      raw(
        `{"__proto__":{"polluted":"${random.hex(6)}"},"constructor":{"prototype":{"x":1}},"toString":"${random.hex(4)}","":0}`,
      );
      return;
    case 'hostile-text':
      raw(`"${random.pick(HOSTILE_TEXTS)}${random.hex(6)}"`);
      return;
    case 'odd-number':
      raw(random.pick(ODD_NUMBERS)(random));
  }
}

type Replacement = (value: unknown, random: Random) => unknown;

const WRONG_VALUES: readonly Replacement[] = [
  (_, random) => random.next(),
  (_, random) => -random.whole(1, 1e9),
  (_, random) => random.chance(0.5),
  (_, random) => random.hex(random.whole(0, 80)),
  () => [],
  () => ({}),
  (value) => [value],
  (value) => ({ value }),
  (value) => String(value),
  (_, random) => [[[random.whole(0, 9)]]],
];

/** Escape sequences of terminals, direction marks, half a surrogate, markup, shell, paths, a header. */
const HOSTILE_TEXTS = [
  String.raw`\u001b[2J\u001b]0;owned\u0007`,
  String.raw`\u202egnp.exe`,
  String.raw`\ud800`,
  String.raw`\u0000\u0000`,
  "<script>alert(1)</script><img src=x onerror=alert(1)>'",
  '$(touch /tmp/owned)`id`; rm -rf / #',
  '../../../../etc/passwd',
  String.raw`\r\nSet-Cookie: a=b\r\n\r\n`,
  'prune?x=',
  '%00%2e%2e%2f',
  String.raw`{{constructor.constructor('return 1')()}}\n\n\n`,
];

const ODD_NUMBERS: readonly ((random: Random) => string)[] = [
  (random) => `${random.whole(1, 9)}e999`,
  (random) => `-${random.whole(1, 9)}e${random.whole(300, 400)}`,
  () => '-0',
  (random) => `9${random.whole(1e15, 9e15)}${random.whole(1e15, 9e15)}`,
  (random) => `0.${'0'.repeat(random.whole(1, 300))}1`,
  () => 'NaN',
  (random) => `0x${random.hex(8)}`,
  (random) => `0${random.whole(1, 777)}`,
];

function parse(genuine: string): unknown {
  try {
    const parsed: unknown = JSON.parse(genuine);
    return typeof parsed === 'object' && parsed !== null ? parsed : { value: parsed };
  } catch {
    return { value: genuine }; // such as the OK of a ping
  }
}

function placesIn(root: unknown): readonly Place[] {
  const places: Place[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      visit(holder[key]);
    }
  };
  visit(root);
  return places;
}
