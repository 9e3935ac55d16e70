import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameKey } from './user.ts';

describe('nameKey', () => {
  it.each([
    ['Marta', 'marta'],
    ['ÉVA', 'éva'],
    ['ｍａｒｔａ', 'marta'],
    ['e\u0301va', 'éva'],
    ['J\u030Can', '\u01F0an'],
  ])('makes %s and %s the same account', (a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  it('keeps different names apart', () => {
    expect(nameKey('marta')).not.toBe(nameKey('marta1'));
  });

  it('is the same for a name and its key', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => nameKey(nameKey(name)) === nameKey(name)));
  });
});
