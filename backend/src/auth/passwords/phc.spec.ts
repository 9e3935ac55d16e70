import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatPhc, parsePhc } from './phc.ts';

describe('PHC strings', () => {
  it('are written as the format has it', () => {
    const cost = { memoryKib: 19_456, passes: 2, parallelism: 1 };
    const text = formatPhc({ cost, salt: Buffer.from('somesalt'), hash: Buffer.alloc(16, 7) });
    expect(text).toBe('$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$BwcHBwcHBwcHBwcHBwcHBw');
  });

  it('read back as they were written', () => {
    const bytes = (minLength: number) =>
      fc.uint8Array({ minLength, maxLength: 64 }).map((array) => Buffer.from(array));
    const cost = fc.record({
      memoryKib: fc.integer({ min: 8, max: 9_999_999 }),
      passes: fc.integer({ min: 1, max: 999 }),
      parallelism: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(cost, bytes(8), bytes(12), (cost, salt, hash) => {
        expect(parsePhc(formatPhc({ cost, salt, hash }))).toEqual({ cost, salt, hash });
      }),
    );
  });

  it.each([
    '',
    'plain text',
    '$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$BwcHBwcHBwcHBwcHBwcHBw',
    '$argon2id$v=19$m=1,t=1,p=1$$',
  ])('are nothing else: %j', (text) => {
    expect(() => parsePhc(text)).toThrow('not an argon2id PHC string');
  });
});
