import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { malformedAnswer, malformedLine } from './malformed-answer.ts';
import { MALFORMED_BODIES } from './malformed-bodies.ts';
import { MALFORMED_TRANSPORTS } from './malformed-transports.ts';

const GENUINE = JSON.stringify([
  {
    Id: 'ab'.repeat(32),
    Names: ['/a'],
    Ports: [{ PrivatePort: 80, Type: 'tcp' }],
    Labels: { a: 'ü' },
    Created: 5,
    Status: 'Up',
  },
]);
const MANY = 10_000;

const fingerprint = ({ status, headers, body }: ReturnType<typeof malformedAnswer>): string =>
  createHash('sha256')
    .update(`${status}${headers['Content-Type'] ?? ''}`)
    .update(body)
    .digest('hex');

describe('malformed answers', () => {
  it.each([GENUINE, 'OK'])('there are ten thousand different ones, made from %j', (genuine) => {
    const fingerprints = new Set<string>();
    const kinds = new Set<string>();
    let bytes = 0;
    for (let seed = 0; seed < MANY; seed += 1) {
      const answer = malformedAnswer(seed, genuine);
      fingerprints.add(fingerprint(answer));
      kinds.add(answer.kind);
      bytes += answer.body.length;
    }
    expect(fingerprints.size).toBe(MANY);
    expect([...kinds].sort()).toEqual(
      [...Object.keys(MALFORMED_BODIES), ...Object.keys(MALFORMED_TRANSPORTS)].sort(),
    );
    expect(bytes / MANY).toBeLessThan(200_000); // ten thousand have to fit into a test's time
  });

  it('are the same for the same seed', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      expect(fingerprint(malformedAnswer(seed, GENUINE))).toBe(fingerprint(malformedAnswer(seed, GENUINE)));
    }
  });

  it('are never the genuine one', () => {
    for (let seed = 0; seed < 2_000; seed += 1) {
      const { body, isRaw } = malformedAnswer(seed, GENUINE);
      expect(isRaw || body.toString() !== GENUINE).toBe(true);
    }
  });

  it('cover what has to be survived', () => {
    const answers = Array.from({ length: 4_000 }, (_, seed) => malformedAnswer(seed, GENUINE));
    const has = (test: (text: string) => boolean): boolean =>
      answers.some(({ body }) => test(body.toString('latin1')));
    expect(has((text) => text.startsWith('<html>'))).toBe(true);
    expect(has((text) => text.includes('"__proto__"'))).toBe(true);
    expect(has((text) => text.includes('"Ports":null'))).toBe(true);
    expect(has((text) => text.includes('[[[[[[[[[['))).toBe(true);
    expect(has((text) => text.includes('e999'))).toBe(true);
    expect(answers.some(({ body }) => body.length > 2 ** 20)).toBe(true);
    expect(answers.some(({ body }) => !body.equals(Buffer.from(body.toString())))).toBe(true); // no UTF-8
  });

  it('have a sibling for lines of a stream', () => {
    const lines = new Set(
      Array.from({ length: 500 }, (_, seed) => malformedLine(seed, GENUINE).toString('latin1')),
    );
    expect(lines.size).toBe(500);
  });
});
