import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type HashedFields, hashOf, NO_HASH } from './encoding.ts';

const ENTRY: HashedFields = [
  ...([7, 1_750_000_000_000, 'marta', 'u1', 'auth.signed-in', 'marta'] as const),
  ...(['succeeded', null, '192.168.1.20', '{"knownDevice":true}', NO_HASH] as const),
];

describe('the hash of an entry', () => {
  it('is what docs/audit.md says it is', () => {
    const written = `homelab-audit/1 [7,1750000000000,"marta","u1","auth.signed-in","marta","succeeded",null,"192.168.1.20","{\\"knownDevice\\":true}","${NO_HASH}"]`;
    expect(hashOf(ENTRY)).toBe(createHash('sha256').update(written).digest('hex'));
  });

  it('depends on every field', () => {
    const hashes = ENTRY.map((value, index) =>
      hashOf(ENTRY.with(index, typeof value === 'number' ? value + 1 : `${value ?? ''}x`)),
    );
    expect(new Set([...hashes, hashOf(ENTRY)]).size).toBe(ENTRY.length + 1);
  });

  it('tells apart what is written alike', () => {
    const variants = [
      ENTRY.with(5, null),
      ENTRY.with(5, ''),
      ENTRY.with(5, 'null'),
      ENTRY.with(0, '7'),
      ENTRY.with(2, 'marta","u1').with(3, ''),
      ENTRY.with(2, 'marta"').with(3, '"u1'),
      ENTRY.with(2, 'mar').with(3, 'tau1'),
      ENTRY.with(2, 'martau').with(3, '1'),
    ];
    expect(new Set([...variants, ENTRY].map((fields) => hashOf(fields))).size).toBe(variants.length + 1);
  });
});
