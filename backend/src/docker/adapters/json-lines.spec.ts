import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { JsonLines, LineUnreadable } from './json-lines.ts';

describe('JsonLines', () => {
  it('finds the same values however the bytes are cut', () => {
    const values = fc.array(fc.jsonValue(), { maxLength: 12 });
    fc.assert(
      fc.property(values, fc.array(fc.nat(40), { maxLength: 60 }), (sent, cuts) => {
        const bytes = Buffer.from(sent.map((value) => `${JSON.stringify(value)}\n`).join(''));
        const lines = new JsonLines();
        const received: unknown[] = [];
        let position = 0;
        for (const cut of [...cuts, bytes.length]) {
          received.push(...lines.push(bytes.subarray(position, position + cut)));
          position += cut;
        }
        expect(received).toEqual(JSON.parse(JSON.stringify(sent)));
      }),
    );
  });

  it('survives a cut inside a character', () => {
    const lines = new JsonLines();
    const bytes = Buffer.from('"ä€😀"\n');
    const received = [...bytes].flatMap((byte) => lines.push(Buffer.from([byte])));
    expect(received).toEqual(['ä€😀']);
  });

  it('ignores empty lines, which engines send to keep a connection alive', () => {
    expect(new JsonLines().push(Buffer.from('\n\r\n1\r\n\n'))).toEqual([1]);
  });

  it.each([
    ['no JSON', 'nonsense\n'],
    ['half of one', '{"a":\n'],
  ])('refuses a line that is %s', (_case, text) => {
    expect(() => new JsonLines().push(Buffer.from(text))).toThrow(LineUnreadable);
  });

  it('refuses a line without end instead of keeping it', () => {
    const lines = new JsonLines();
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    lines.push(megabyte.subarray(1));
    expect(() => lines.push(megabyte)).toThrow(LineUnreadable);
  });
});
