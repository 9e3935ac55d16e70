import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type MigrationClass, openConnection } from './data-source.ts';
import { MigrationFailed } from './database-errors.ts';
import { migrate, type MigrationReport } from './migrate.ts';
import {
  Broken1700000000003,
  Notes1700000000001,
  Shorter1700000000002,
} from './testing/sample-migrations.ts';
import { withRawDatabase } from './testing/raw-database.ts';

const NOW = Date.parse('2026-06-18T14:32:08.000Z');

describe('migrate', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-migrate-'));
    await run([Notes1700000000001]);
    await withRawDatabase(file(), (raw) => raw.exec(`INSERT INTO notes VALUES ('as it was')`));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (): string => join(folder, 'test.db');
  const notesIn = async (path: string): Promise<unknown[]> =>
    withRawDatabase(path, (raw) => raw.prepare('SELECT text FROM notes').pluck().all());

  function backups(): string[] {
    return existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')).sort() : [];
  }

  /** Starts a release that knows these migrations. */
  async function run(migrations: readonly MigrationClass[], now = NOW): Promise<MigrationReport> {
    const connection = await openConnection(file(), 'write', [], migrations);
    try {
      return await migrate(connection, file(), now);
    } finally {
      await connection.source.destroy();
    }
  }

  it('copies a file that holds anything before it is changed', async () => {
    const report = await run([Notes1700000000001, Shorter1700000000002]);
    expect(report.applied).toEqual(['Shorter1700000000002']);
    expect(report.backup).toMatch(/\/backups\/before-migration-2026-06-18T14-32-08-000Z-[0-9a-f]{6}\.db$/);
    expect(await notesIn(file())).toEqual(['shortened']);
    expect(await notesIn(report.backup ?? '')).toEqual(['as it was']);
  });

  it('copies nothing where there is nothing to lose or nothing to do', async () => {
    await run([Notes1700000000001]);
    expect(backups()).toEqual([]);
  });

  it('undoes a migration that fails halfway', async () => {
    const failing = run([Notes1700000000001, Broken1700000000003]);
    await expect(failing).rejects.toThrow(MigrationFailed);
    await expect(failing).rejects.toThrow(
      /no such table: missing.*A copy made before is at .*before-migration-2026/s,
    );
    expect(await notesIn(file())).toEqual(['as it was']);
    expect(backups()).toHaveLength(1);
  });

  it('is done once where several find the same file, a new one or an old one', async () => {
    rmSync(file());
    const many = async (migrations: readonly MigrationClass[]): Promise<MigrationReport[]> =>
      Promise.all(Array.from({ length: 4 }, async () => run(migrations)));
    const applied = (reports: readonly MigrationReport[]) => reports.flatMap((report) => report.applied);
    expect(applied(await many([Notes1700000000001]))).toEqual(['Notes1700000000001']);
    await withRawDatabase(file(), (raw) => raw.exec(`INSERT INTO notes VALUES ('as it was')`));
    const reports = await many([Notes1700000000001, Shorter1700000000002]);
    expect(applied(reports)).toEqual(['Shorter1700000000002']);
    const copies = reports.flatMap(({ backup }) => (backup === null ? [] : [backup]));
    expect(copies).not.toEqual([]);
    expect(new Set(copies).size).toBe(copies.length); // although all of them started in the same millisecond
    const copied = await Promise.all(copies.map(notesIn));
    expect(copied.every(([note]) => note === 'as it was' || note === 'shortened')).toBe(true);
  });

  it('undoes the migrations before one that fails, too', async () => {
    const all = [Notes1700000000001, Shorter1700000000002, Broken1700000000003];
    await expect(run(all)).rejects.toThrow(MigrationFailed);
    expect(await notesIn(file())).toEqual(['as it was']);
  });

  it('keeps the last five copies', async () => {
    for (let day = 0; day < 8; day += 1) {
      await expect(run([Notes1700000000001, Broken1700000000003], NOW + day * 86_400_000)).rejects.toThrow();
    }
    expect(backups().map((name) => name.slice(0, 27))).toEqual(
      [21, 22, 23, 24, 25].map((day) => `before-migration-2026-06-${day}`.slice(0, 27)),
    );
  });
});
