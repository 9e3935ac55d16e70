import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Database } from './database.ts';
import { DatabaseBusy, DatabaseOverloaded } from './database-errors.ts';
import { withRawDatabase } from './testing/raw-database.ts';
import { type Transaction, UnitOfWork } from './unit-of-work.ts';

jest.setTimeout(30_000); // processes of their own start slowly on a busy machine

describe('UnitOfWork', () => {
  let folder: string;
  let database: Database;
  let work: UnitOfWork;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-unit-of-work-'));
    database = await Database.open(folder, [], 0);
    work = new UnitOfWork(database);
    await work.write((tx) => tx.query('CREATE TABLE notes (text TEXT NOT NULL)'));
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const insert = async (tx: Transaction, text: string): Promise<void> => {
    await tx.query('INSERT INTO notes VALUES (?)', [text]);
  };

  async function stored(): Promise<string[]> {
    const rows: { text: string }[] = await database.reader.query('SELECT text FROM notes ORDER BY rowid');
    return rows.map(({ text }) => text);
  }

  it('writes one after the other, in the order asked for, however long each takes', async () => {
    await Promise.all(
      [20, 0, 10, 0].map((milliseconds, index) =>
        work.write(async (tx) => {
          await insert(tx, `begin ${index}`);
          await delay(milliseconds);
          await insert(tx, `end ${index}`);
        }),
      ),
    );
    expect(await stored()).toEqual([0, 1, 2, 3].flatMap((index) => [`begin ${index}`, `end ${index}`]));
  });

  it('keeps what was acknowledged when the next one fails', async () => {
    const results = await Promise.allSettled([
      work.write((tx) => insert(tx, 'kept')),
      work.write(async (tx) => {
        await insert(tx, 'lost');
        throw new Error('changed my mind');
      }),
      work.write((tx) => insert(tx, 'kept too')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await stored()).toEqual(['kept', 'kept too']);
  });

  it('shows nobody what is not committed', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const writing = work.write(async (tx) => {
      await insert(tx, 'uncommitted');
      await held;
    });
    await delay(5);
    expect(await stored()).toEqual([]);
    release();
    await writing;
    expect(await stored()).toEqual(['uncommitted']);
  });

  it('answers with what the work answers, and throws what it throws', async () => {
    expect(await work.write(() => Promise.resolve(7))).toBe(7);
    const error = new Error('as it was');
    await expect(work.write(() => Promise.reject(error))).rejects.toBe(error);
  });

  it('waits for another process that writes meanwhile, and loses nothing of either', async () => {
    const script = `
      import SqliteConnection from 'better-sqlite3';
      const raw = new SqliteConnection(process.argv[1]);
      raw.pragma('busy_timeout = 2000');
      for (let i = 0; i < 100; i += 1) raw.transaction(() => raw.prepare('INSERT INTO notes VALUES (?)').run('theirs')).immediate();`;
    const other = promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', script, database.file],
      {
        cwd: import.meta.dirname,
      },
    );
    const ours = Array.from({ length: 100 }, async (_, index) => {
      await delay(index * 3);
      await work.write(async (tx) => {
        await tx.query('SELECT count(*) FROM notes'); // reading first is what makes SQLite give up without waiting
        await insert(tx, 'ours');
      });
    });
    await Promise.all([other, ...ours]);
    const all = await stored();
    expect(all.filter((text) => text === 'ours')).toHaveLength(100);
    expect(all.filter((text) => text === 'theirs')).toHaveLength(100);
  });

  it('gives up on another process that does not finish, and writes again after it', async () => {
    await withRawDatabase(database.file, async (other) => {
      other.exec('BEGIN IMMEDIATE');
      await expect(work.write((tx) => insert(tx, 'x'))).rejects.toThrow(DatabaseBusy);
    });
    await work.write((tx) => insert(tx, 'after'));
    expect(await stored()).toEqual(['after']);
  });

  it('refuses to let a queue grow without end', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = work.write(() => held);
    const results = Array.from({ length: 600 }, () => work.write((tx) => insert(tx, 'x')));
    const settled = Promise.allSettled(results);
    release();
    await first;
    const refused = (await settled).filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(100);
    expect(refused.every(({ reason }) => reason instanceof DatabaseOverloaded)).toBe(true);
    expect(await stored()).toHaveLength(500);
  });

  it('has a reader that cannot write', async () => {
    await expect(database.reader.query(`INSERT INTO notes VALUES ('x')`)).rejects.toThrow('readonly');
  });

  it('tells that something was committed, by this process or another', async () => {
    const start = database.dataVersion();
    await work.write((tx) => insert(tx, 'x'));
    const after = database.dataVersion();
    expect(after).not.toBe(start);
    expect(database.dataVersion()).toBe(after);
    await withRawDatabase(database.file, (other) => other.exec(`INSERT INTO notes VALUES ('y')`));
    expect(database.dataVersion()).not.toBe(after);
  });
});
