import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openRawDatabase, type RawDatabase } from '../../platform/database/testing/raw-database.ts';
import { AuditTrail } from '../audit-trail.ts';
import { aFact, startTrail } from '../testing/audit-app.ts';
import { type Below, randomFrom } from '../testing/random-from.ts';
import { type ChainFinding, type KnownHead } from './chain-check.ts';
import { ENTRY_COLUMNS, hashOf, NO_HASH } from './encoding.ts';
import { verifyFile } from './verify-file.ts';

jest.setTimeout(120_000); // seconds each, on a busy machine several times that

type Entry = readonly unknown[];

const ENTRIES = 40;
const TIMES = 1_000;

const COLUMNS = ENTRY_COLUMNS.replaceAll('"', '').split(', ');
const PREV_HASH = COLUMNS.indexOf('prev_hash');
const HASH = COLUMNS.indexOf('hash');

/** What can stand in a column instead, of any kind that SQLite stores. */
const OTHER_VALUES = ['somebody else', '', null, 0, 1_750_000_000_001, 1.5, Buffer.from('marta'), '{}', ' '];

describe(`somebody who writes to the file of the trail, ${TIMES} times each`, () => {
  let folder: string;
  let file: string;
  let raw: RawDatabase;
  let all: readonly Entry[];
  let head: KnownHead;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-tampering-'));
    file = join(folder, 'homelab.db');
    const module = await startTrail(folder);
    for (let i = 0; i < ENTRIES; i += 1)
      await module
        .get(AuditTrail)
        .record(aFact({ target: i % 3 === 0 ? null : 'media/jellyfin', details: { i } }));
    await module.close();
    raw = openRawDatabase(file);
    raw.pragma('synchronous = OFF'); // what this writes need not survive a power cut
    for (const name of triggers()) raw.exec(`DROP TRIGGER "${name}"`);
    raw.exec('CREATE TEMP TABLE kept AS SELECT * FROM audit_logs');
    all = entries();
    const last = all.at(-1) ?? [];
    head = { seq: ENTRIES, hash: String(last[HASH]) };
  });
  afterAll(() => {
    raw.close();
    rmSync(folder, { recursive: true });
  });

  it('changes nothing: nothing is found', () => {
    expect(verify(head)).toMatchObject({ ok: true, entries: ENTRIES, firstBadSeq: null });
  });

  it('edits one value', () => {
    repeat((below) => {
      const seq = 1 + below(ENTRIES);
      const [column, value] = otherValue(entryOf(seq), 1 + below(HASH), below);
      set(seq, { [column]: value });
      expect(verify()).toMatchObject({ ok: false, firstBadSeq: seq });
    });
  });

  it('edits one value and makes the hash of the entry anew', () => {
    repeat((below) => {
      const seq = 1 + below(ENTRIES - 1);
      const [column, value] = otherValue(entryOf(seq), 1 + below(PREV_HASH - 1), below);
      set(seq, { [column]: value });
      set(seq, { hash: hashOf(entryOf(seq).slice(0, HASH)) });
      expect(verify()).toMatchObject({ ok: false, firstBadSeq: seq + 1 });
    });
  });

  it('deletes entries', () => {
    repeat((below) => {
      const first = 1 + below(ENTRIES - 1);
      const last = first + below(Math.min(5, ENTRIES - first));
      run('DELETE FROM audit_logs WHERE seq BETWEEN ? AND ?', first, last);
      expect(verify()).toMatchObject({ ok: false, firstBadSeq: last + 1 });
    });
  });

  it('deletes an entry and writes the chain behind it anew, with the numbers as they were', () => {
    repeat((below) => {
      const seq = 1 + below(ENTRIES - 1);
      run('DELETE FROM audit_logs WHERE seq = ?', seq);
      chainAnew();
      expect(verify()).toMatchObject({ ok: false, firstBadSeq: seq + 1 });
    });
  });

  it('lets two entries change places', () => {
    repeat((below) => {
      const first = 1 + below(ENTRIES - 1);
      const second = first + 1 + below(ENTRIES - first);
      run('UPDATE audit_logs SET seq = -1 WHERE seq = ?', first);
      run('UPDATE audit_logs SET seq = ? WHERE seq = ?', first, second);
      run('UPDATE audit_logs SET seq = ? WHERE seq = -1', second);
      expect(verify()).toMatchObject({ ok: false, firstBadSeq: first });
    });
  });

  it('puts an entry in, whose own hash is right', () => {
    repeat((below) => {
      const seq = 1 + below(ENTRIES);
      const before = entryOf(seq);
      run('UPDATE audit_logs SET seq = -seq WHERE seq >= ?', seq);
      run('UPDATE audit_logs SET seq = 1 - seq WHERE seq < 0');
      const fields = before.with(COLUMNS.indexOf('actor'), `somebody-${below(99)}`).slice(0, HASH);
      run(
        `INSERT INTO audit_logs (${ENTRY_COLUMNS}) VALUES (${COLUMNS.map(() => '?').join()})`,
        ...fields,
        hashOf(fields),
      );
      expect(verify()).toMatchObject({ ok: false, firstBadSeq: seq + 1 });
    });
  });

  it('cuts the end off: found with a head that was kept elsewhere, and only then', () => {
    repeat((below) => {
      const left = below(ENTRIES);
      run('DELETE FROM audit_logs WHERE seq > ?', left);
      expect(verify(head)).toMatchObject({ ok: false, firstBadSeq: left + 1 });
      expect(verify()).toMatchObject({ ok: true, entries: left });
    });
  });

  it('edits, deletes or adds, and writes all behind it anew: found with a head that was kept elsewhere, and only then', () => {
    repeat((below) => {
      const seq = 1 + below(ENTRIES);
      const way = below(3);
      if (way === 0) set(seq, { actor: `somebody-${below(99)}` });
      else if (way === 1) run('DELETE FROM audit_logs WHERE seq = ?', seq);
      else {
        run('UPDATE audit_logs SET seq = -seq WHERE seq >= ?', seq);
        run('UPDATE audit_logs SET seq = 1 - seq WHERE seq < 0');
        run(`INSERT INTO audit_logs SELECT ?, ${COLUMNS.slice(1).join()} FROM kept WHERE seq = ?`, seq, seq);
        set(seq, { actor: `somebody-${below(99)}` });
      }
      numberAnew();
      chainAnew();
      expect(verify(head)).toMatchObject({ ok: false, firstBadSeq: ENTRIES });
      expect(verify()).toMatchObject({ ok: true });
    });
  });

  /** Does the same a thousand times, each with other numbers, each on the trail as it was. */
  function repeat(tamper: (below: Below) => void): void {
    for (let seed = 0; seed < TIMES; seed += 1)
      try {
        tamper(randomFrom(seed));
      } catch (error) {
        throw new Error(`with the seed ${seed}`, { cause: error });
      } finally {
        raw.exec('BEGIN; DELETE FROM audit_logs; INSERT INTO audit_logs SELECT * FROM kept; COMMIT');
      }
  }

  function triggers(): string[] {
    const sql = `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_logs'`;
    return raw.prepare<[], string>(sql).pluck().all();
  }

  function verify(known: KnownHead | null = null): ChainFinding {
    return verifyFile({ file, checkpointKey: null, known });
  }

  function run(sql: string, ...values: readonly unknown[]): void {
    raw.prepare(sql).run(...values);
  }

  function set(seq: unknown, values: Readonly<Record<string, unknown>>): void {
    const columns = Object.keys(values).map((column) => `${column} = ?`);
    run(`UPDATE audit_logs SET ${columns.join()} WHERE seq = ?`, ...Object.values(values), seq);
  }

  function entries(): Entry[] {
    return raw.prepare<[], Entry>(`SELECT ${ENTRY_COLUMNS} FROM audit_logs ORDER BY seq`).raw().all();
  }

  function entryOf(seq: number): Entry {
    const entry = entries().find(([number]) => number === seq);
    if (entry === undefined) throw new Error(`there is no entry ${seq}`);
    return entry;
  }

  /** As somebody would who knows how the hashes are made. */
  function chainAnew(): void {
    let prevHash = NO_HASH;
    raw.transaction(() => {
      for (const entry of entries()) {
        const hash = hashOf(entry.slice(0, HASH).with(PREV_HASH, prevHash));
        set(entry[0], { prev_hash: prevHash, hash });
        prevHash = hash;
      }
    })();
  }

  function numberAnew(): void {
    raw.transaction(() => {
      for (const [index, [seq]] of entries().entries()) set(seq, { seq: index + 1 });
    })();
  }
});

/** A column and a value that does not stand there. */
function otherValue(entry: Entry, column: number, below: Below): readonly [column: string, value: unknown] {
  const others = OTHER_VALUES.filter(
    (value) => value !== entry[column] && (value !== null || isNullable(column)),
  );
  return [COLUMNS[column] ?? '', others[below(others.length)]];
}

function isNullable(column: number): boolean {
  return ['actor_id', 'target', 'operation_id', 'address'].includes(COLUMNS[column] ?? '');
}
