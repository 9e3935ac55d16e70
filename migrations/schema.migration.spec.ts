import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AUDIT_ENTITIES } from '../backend/src/audit/public.ts';
import { AUTH_ENTITIES } from '../backend/src/auth/public.ts';
import { CHANGES_ENTITIES } from '../backend/src/changes/public.ts';
import { COMMANDS_ENTITIES } from '../backend/src/commands/public.ts';
import { openConnection, type OpenConnection } from '../backend/src/platform/database/data-source.ts';

const ENTITIES = [...AUTH_ENTITIES, ...AUDIT_ENTITIES, ...COMMANDS_ENTITIES, ...CHANGES_ENTITIES];

describe('the migrations', () => {
  let folder: string;
  let connection: OpenConnection;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-migration-'));
    connection = await openConnection(join(folder, 'test.db'), 'write', ENTITIES);
  });
  afterEach(async () => {
    await connection.source.destroy();
    rmSync(folder, { recursive: true });
  });

  it('leaves a schema that the entities agree with', async () => {
    await connection.source.runMigrations();
    const { upQueries } = await connection.source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('is noticed by that comparison when an entity differs', async () => {
    await connection.source.runMigrations();
    connection.raw.exec('ALTER TABLE "devices" ADD COLUMN "nickname" text');
    const { upQueries } = await connection.source.driver.createSchemaBuilder().log();
    expect(upQueries).not.toEqual([]);
  });

  it('can be taken back, and made again', async () => {
    await connection.source.runMigrations();
    while (tablesOf(connection).length > 1) await connection.source.undoLastMigration();
    expect(tablesOf(connection)).toEqual(['migrations']);
    await connection.source.runMigrations();
    expect(tablesOf(connection)).toEqual([
      'audit_checkpoints',
      'audit_logs',
      'change_search',
      'change_search_config',
      'change_search_data',
      'change_search_docsize',
      'change_search_idx',
      'changes',
      'devices',
      'known_containers',
      'migrations',
      'operation_events',
      'operation_hours',
      'operation_outputs',
      'operation_rollups',
      'operation_search',
      'operation_search_config',
      'operation_search_data',
      'operation_search_idx',
      'operations',
      'sessions',
      'users',
      'watch_marks',
    ]);
  });

  it('keeps what is stored when the program starts again', async () => {
    await connection.source.runMigrations();
    insertAccount(connection);
    expect(await connection.source.runMigrations()).toEqual([]);
    expect(connection.raw.prepare('SELECT count(*) FROM "sessions"').pluck().get()).toBe(1);
  });

  it('lets no two spellings of a name be two accounts', async () => {
    await connection.source.runMigrations();
    insertAccount(connection, 'u1', 'marta');
    expect(() => {
      insertAccount(connection, 'u2', 'marta');
    }).toThrow(/UNIQUE.*name_key/);
  });

  it.each([
    ['role', "UPDATE users SET role = 'root'"],
    ['password_state', "UPDATE users SET password_state = 'maybe'"],
  ])('knows every %s there is', async (column, statement) => {
    await connection.source.runMigrations();
    insertAccount(connection);
    expect(() => connection.raw.exec(statement)).toThrow(`CK_users_${column}`);
  });

  it('forgets sessions and devices together with their account', async () => {
    await connection.source.runMigrations();
    insertAccount(connection);
    connection.raw.exec('DELETE FROM users');
    expect(connection.raw.prepare('SELECT count(*) FROM "sessions"').pluck().get()).toBe(0);
    expect(connection.raw.prepare('SELECT count(*) FROM "devices"').pluck().get()).toBe(0);
  });
});

function insertAccount({ raw }: OpenConnection, id = 'u1', nameKey = 'marta'): void {
  raw.exec(`
    INSERT INTO users VALUES ('${id}', 'Marta', '${nameKey}', 'admin', 'hash', 'set', NULL, 1);
    INSERT INTO sessions VALUES ('s-${id}', '${id}', 1, 1, 2, 3, 1, '127.0.0.1', 'test');
    INSERT INTO devices VALUES ('d', '${id}', 1, 1);
  `);
}

function tablesOf({ raw }: OpenConnection): unknown[] {
  return raw
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .pluck()
    .all();
}
