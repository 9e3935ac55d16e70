import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WholeCharacters } from './whole-characters.ts';

/** Decodes each piece by itself, as if it were all there is. */
function decoded(chunks: readonly Uint8Array[]): string {
  const pieces: string[] = [];
  const characters = new WholeCharacters();
  const emit = (whole: Buffer): void => void pieces.push(whole.toString('utf8'));
  for (const chunk of chunks) characters.push(Buffer.from(chunk), emit);
  characters.end(emit);
  return pieces.join('');
}

/** Cuts bytes at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

const places = fc.array(fc.nat(1_000));

describe('WholeCharacters', () => {
  it('keeps characters whole wherever they are cut', () => {
    const text = 'aé€😀\u0000\u001b[1mß\n漢字';
    const bytes = Buffer.from(text);
    for (let place = 0; place <= bytes.length; place += 1) expect(decoded(cut(bytes, [place]))).toBe(text);
    expect(decoded([...bytes].map((byte) => Uint8Array.of(byte)))).toBe(text);
  });

  it('gives text back, however it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), places, (text, where) => {
        expect(decoded(cut(Buffer.from(text), where))).toBe(Buffer.from(text).toString('utf8'));
      }),
    );
  });

  it('shows what is no UTF-8 as a decoder of the whole stream would', () => {
    const hostile = fc.array(
      fc.constantFrom(0x41, 0x80, 0xa0, 0xbf, 0xc0, 0xc3, 0xe0, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(hostile, places, (bytes, where) => {
        const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
        expect(decoded(cut(Buffer.from(bytes), where))).toBe(whole);
      }),
      { numRuns: 2_000 },
    );
  });

  it('passes every byte on', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (chunks) => {
        const out: Buffer[] = [];
        const characters = new WholeCharacters();
        const emit = (whole: Buffer): void => void out.push(Buffer.from(whole));
        for (const chunk of chunks) characters.push(Buffer.from(chunk), emit);
        characters.end(emit);
        expect(Buffer.concat(out).equals(Buffer.concat(chunks))).toBe(true);
      }),
    );
  });
});
