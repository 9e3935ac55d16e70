import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from '#migrations';
import { Database } from './database.ts';
import { DatabaseTooNew, DatabaseUnusable, namedDatabaseError } from './database-errors.ts';
import { withRawDatabase } from './testing/raw-database.ts';

const NOW = Date.parse('2026-06-18T14:32:08.000Z');

describe('Database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-database-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (): string => join(folder, 'homelab.db');
  const backups = (): string[] =>
    existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : [];

  async function openAndClose(): Promise<Database> {
    const database = await Database.open(folder, [], NOW);
    await database.close();
    return database;
  }

  it('makes the folder and the file, for this user alone', async () => {
    const inside = join(folder, 'new');
    const database = await Database.open(inside, [], NOW);
    expect(database.migration).toEqual({ applied: MIGRATIONS.map(({ name }) => name), backup: null });
    expect(statSync(join(inside, 'homelab.db')).mode & 0o777).toBe(0o600);
    expect(statSync(inside).mode & 0o777).toBe(0o700);
    await database.close();
  });

  it('migrates once', async () => {
    await openAndClose();
    expect((await openAndClose()).migration).toEqual({ applied: [], backup: null });
    expect(backups()).toEqual([]);
  });

  it('relies on settings that it reads back, on both connections', async () => {
    const database = await Database.open(folder, [], NOW);
    const settings = async (manager: Database['reader']): Promise<unknown[]> =>
      Promise.all(
        ['journal_mode', 'foreign_keys', 'synchronous', 'busy_timeout'].map(async (pragma) => {
          const [row]: Record<string, unknown>[] = await manager.query(`PRAGMA ${pragma}`);
          return Object.values(row ?? {})[0];
        }),
      );
    expect(await settings(database.writer.source.manager)).toEqual(['wal', 1, 2, 2_000]);
    expect((await settings(database.reader)).slice(0, 2)).toEqual(['wal', 1]);
    await database.close();
  });

  it('refuses a file that a newer release has written, and leaves it as it was', async () => {
    await openAndClose();
    await withRawDatabase(file(), (raw) =>
      raw.exec(`INSERT INTO migrations (timestamp, name) VALUES (9e15, 'FromTheFuture9')`),
    );
    await expect(openAndClose()).rejects.toThrow(DatabaseTooNew);
    await expect(openAndClose()).rejects.toThrow('FromTheFuture9');
    const names = await withRawDatabase(file(), (raw) =>
      raw.prepare('SELECT name FROM migrations').pluck().all(),
    );
    expect(names).toContain('FromTheFuture9');
    expect(backups()).toEqual([]);
  });

  it('says what to do where the file is no database', async () => {
    writeFileSync(file(), 'something else entirely, and long enough to be read as a header');
    await expect(openAndClose()).rejects.toThrow(DatabaseUnusable);
    await expect(openAndClose()).rejects.toThrow(/HOMELAB_DATA_DIR is on a local disk/);
  });

  it('says what to do where the folder cannot be made', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    await expect(Database.open(join(folder, 'a-file', 'below'), [], NOW)).rejects.toThrow(DatabaseUnusable);
  });

  it('names what the disk and other processes do, and leaves defects alone', () => {
    const sqliteError = (code: string) => Object.assign(new Error('database or disk is full'), { code });
    expect(namedDatabaseError(sqliteError('SQLITE_FULL'))).toBeInstanceOf(DatabaseUnusable);
    expect(namedDatabaseError(sqliteError('SQLITE_IOERR_WRITE'))).toBeInstanceOf(DatabaseUnusable);
    const defect = sqliteError('SQLITE_CONSTRAINT_UNIQUE');
    expect(namedDatabaseError(defect)).toBe(defect);
    expect(namedDatabaseError('not even an error')).toBe('not even an error');
  });
});
