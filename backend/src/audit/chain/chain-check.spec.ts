import { describe, expect, it } from '@jest/globals';
import { sampleFields } from '../testing/fill-trail.ts';
import { type Below, randomFrom } from '../testing/random-from.ts';
import {
  AT_THE_FIRST,
  ChainCheck,
  type ChainFinding,
  type ChainStart,
  type KnownHead,
} from './chain-check.ts';
import { type HashedFields, hashOf, NO_HASH } from './encoding.ts';

type Row = readonly [...HashedFields, hash: string];

const ENTRIES = 40;
const MUTATIONS = 1_000;
const HASH = 11;
const PREV_HASH = 10;

function chainOf(entries: number, from: ChainStart = AT_THE_FIRST): Row[] {
  const rows: Row[] = [];
  let hash = from.hash;
  for (let seq = from.seq + 1; seq <= from.seq + entries; seq += 1) {
    const fields = sampleFields(seq, 1_750_000_000_000 + seq, hash);
    hash = hashOf(fields);
    rows.push([...fields, hash]);
  }
  return rows;
}

function check(
  rows: readonly (readonly unknown[])[],
  start: ChainStart = AT_THE_FIRST,
  known: KnownHead | null = null,
): ChainFinding {
  const chain = new ChainCheck(start, known);
  for (const row of rows) if (!chain.take(row)) break;
  return chain.finish();
}

/** The chain anew from a row on, as somebody would who knows how the hashes are made. */
function rechained(rows: readonly Row[], from: number): Row[] {
  const result = rows.slice(0, from);
  for (const row of rows.slice(from)) {
    const [, ...rest] = row;
    const prevHash = result.at(-1)?.[HASH] ?? NO_HASH;
    const fields = [result.length + 1, ...rest].with(PREV_HASH, prevHash).slice(0, HASH);
    result.push([...fields, hashOf(fields)] as unknown as Row);
  }
  return result;
}

/** Another value of the same kind; some differ in one bit, some in everything. */
function changed(value: string | number | null, random: Below): unknown {
  if (typeof value === 'number') return value + 1 + random(1_000);
  if (value === null) return ['', 'null', 'marta'][random(3)];
  const at = random(value.length);
  const other = String.fromCharCode(value.charCodeAt(at) ^ (1 << random(5)));
  return [`${value.slice(0, at)}${other}${value.slice(at + 1)}`, `${value} `, null, value.slice(1)][
    random(4)
  ];
}

describe('the check of the chain', () => {
  const rows = chainOf(ENTRIES);

  function rowAt(index: number): Row {
    const row = rows[index];
    if (row === undefined) throw new Error(`there is no row ${index}`);
    return row;
  }

  const head: KnownHead = { seq: ENTRIES, hash: rows.at(-1)?.[HASH] ?? '' };

  it('finds nothing where nothing is wrong', () => {
    const fine = { ok: true, startSeq: 0, firstBadSeq: null, problem: null };
    expect(check(rows, AT_THE_FIRST, head)).toEqual({
      ...{ ...fine, entries: ENTRIES, headSeq: ENTRIES, headHash: head.hash },
    });
    expect(check([])).toEqual({ ...fine, entries: 0, headSeq: 0, headHash: NO_HASH });
  });

  const seeds = Array.from({ length: MUTATIONS }, (_, seed) => seed);

  it(`finds ${MUTATIONS} edits`, () => {
    for (const seed of seeds) {
      const random = randomFrom(seed);
      const at = random(ENTRIES);
      const row = rowAt(at);
      const column = 1 + random(HASH);
      const edited = rows.with(at, row.with(column, changed(row[column] ?? null, random) as string) as never);
      expect([seed, check(edited).firstBadSeq]).toEqual([seed, at + 1]);
    }
  });

  it(`finds ${MUTATIONS} edits whose own hash was made anew`, () => {
    for (const seed of seeds) {
      const random = randomFrom(seed);
      const at = random(ENTRIES - 1); // the last could not be told from a new one: that takes a known head
      const column = 1 + random(PREV_HASH - 1);
      const row = rowAt(at);
      const fields = row.with(column, changed(row[column] ?? null, random) as string).slice(0, HASH);
      const edited = rows.with(at, [...fields, hashOf(fields)] as unknown as Row);
      expect([seed, check(edited).firstBadSeq]).toEqual([seed, at + 2]);
    }
  });

  it(`finds ${MUTATIONS} deletions`, () => {
    for (const seed of seeds) {
      const random = randomFrom(seed);
      const at = random(ENTRIES - 1);
      const count = 1 + random(Math.min(5, ENTRIES - 1 - at));
      expect([seed, check(rows.toSpliced(at, count)).firstBadSeq]).toEqual([seed, at + count + 1]);
    }
  });

  it(`finds ${MUTATIONS} entries put in`, () => {
    for (const seed of seeds) {
      const random = randomFrom(seed);
      const at = random(ENTRIES);
      const [copied = rowAt(at)] = chainOf(1, { seq: at - 1, hash: rowAt(at)[PREV_HASH] });
      const fields = [...copied]
        .with(2, `intruder-${seed}`)
        .with(0, at + 1)
        .slice(0, HASH);
      const inserted = [...fields, hashOf(fields)] as unknown as Row;
      const moved = rows.slice(at).map((row) => row.with(0, row[0] + 1) as unknown as Row);
      // With numbers that fit, or twice the same one, as the attacker likes.
      const after = random(2) === 0 ? moved : rows.slice(at);
      const { ok, firstBadSeq } = check([...rows.slice(0, at), inserted, ...after]);
      expect([seed, ok]).toEqual([seed, false]);
      expect(firstBadSeq).toBeGreaterThanOrEqual(at + 1);
      expect(firstBadSeq).toBeLessThanOrEqual(at + 2);
    }
  });

  it(`finds ${MUTATIONS} pairs that changed places`, () => {
    for (const seed of seeds) {
      const random = randomFrom(seed);
      const first = random(ENTRIES - 1);
      const second = first + 1 + random(ENTRIES - 1 - first);
      const [a, b] = [rowAt(first), rowAt(second)];
      // The numbers stay where they are: the file is read in their order.
      const swapped = rows
        .with(first, b.with(0, a[0]) as unknown as Row)
        .with(second, a.with(0, b[0]) as unknown as Row);
      expect([seed, check(swapped).firstBadSeq]).toEqual([seed, first + 1]);
    }
  });

  it(`finds ${MUTATIONS} ends cut off, with a head that was kept elsewhere, and only then`, () => {
    for (const seed of seeds) {
      const left = randomFrom(seed)(ENTRIES);
      const cut = rows.slice(0, left);
      expect([seed, check(cut, AT_THE_FIRST, head).firstBadSeq]).toEqual([seed, left + 1]);
      expect(check(cut).ok).toBe(true);
    }
  });

  it(`finds ${MUTATIONS} chains written anew, with a head that was kept elsewhere, and only then`, () => {
    for (const seed of seeds) {
      const random = randomFrom(seed);
      const at = random(ENTRIES);
      const row = rowAt(at);
      const edited = rows.with(at, row.with(2, `somebody-${seed}`) as unknown as Row);
      const anew = rechained(random(2) === 0 ? edited : rows.toSpliced(at, 1), at);
      const known = anew.length < ENTRIES ? { seq: ENTRIES - 1, hash: rows.at(-2)?.[HASH] ?? '' } : head;
      const { ok, firstBadSeq } = check(anew, AT_THE_FIRST, known);
      // Cutting off the last entry alone leaves the one before as it was.
      const unchanged = anew.length < ENTRIES && at === ENTRIES - 1;
      expect([seed, ok, firstBadSeq]).toEqual([seed, unchanged, unchanged ? null : known.seq]);
      expect(check(anew).ok).toBe(true);
      expect([seed, check(anew, AT_THE_FIRST, head).ok]).toEqual([seed, false]);
    }
  });

  describe('after a checkpoint', () => {
    const start: ChainStart = { seq: 10, hash: rows[9]?.[HASH] ?? '' };

    it('goes on with the first entry that is left, or with what an interrupted removal has left', () => {
      for (let removed = 0; removed <= 10; removed += 1) {
        expect(check(rows.slice(removed), start, head)).toMatchObject({
          ok: true,
          entries: ENTRIES - removed,
        });
      }
    });

    it('finds that more was removed, or that something was put in the place of what was', () => {
      expect(check(rows.slice(11), start).firstBadSeq).toBe(12);
      expect(check([], start).firstBadSeq).toBe(11);
      const forged = chainOf(1, { seq: 9, hash: 'f'.repeat(64) });
      expect(check([...forged, ...rows.slice(10)], start).firstBadSeq).toBe(10);
      expect(check([...chainOf(1, { seq: 4, hash: 'f'.repeat(64) }), ...rows.slice(10)], start).ok).toBe(
        false,
      );
    });

    it('holds a kept head against the checkpoint itself', () => {
      expect(check(rows.slice(10), start, start).ok).toBe(true);
      expect(check(rows.slice(10), start, { seq: 10, hash: NO_HASH }).firstBadSeq).toBe(10);
    });
  });
});
