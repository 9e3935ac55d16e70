import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestingModule } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AuditEntry } from '#shared/audit';
import { Ledger } from '../platform/database/ledger.ts';
import { withRawDatabase } from '../platform/database/testing/raw-database.ts';
import { UnitOfWork } from '../platform/database/unit-of-work.ts';
import { EventBus } from '../platform/events/event-bus.ts';
import { PROGRAM } from '../platform/testing/program.ts';
import { AuditUnavailable } from './audit-errors.ts';
import { AuditTrail } from './audit-trail.ts';
import { NO_HASH } from './chain/encoding.ts';
import { verifyFile } from './chain/verify-file.ts';
import { aFact, startTrail } from './testing/audit-app.ts';

jest.setTimeout(60_000); // waiting for a locked database takes 2 s, starting a process on a busy machine longer

describe('the trail', () => {
  let folder: string;
  let file: string;
  let module: TestingModule;
  let trail: AuditTrail;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-trail-'));
    file = join(folder, 'homelab.db');
    module = await startTrail(folder);
    trail = module.get(AuditTrail);
  });
  afterEach(async () => {
    await module.close();
    rmSync(folder, { recursive: true });
  });

  const check = () => verifyFile({ file, checkpointKey: null, known: null });

  async function seqs(): Promise<unknown[]> {
    return withRawDatabase(file, (raw) => raw.prepare('SELECT seq FROM audit_logs').pluck().all());
  }

  it('numbers its entries without gaps, each with the hash of the one before', async () => {
    const first = await trail.record(aFact());
    const second = await trail.record(aFact({ actor: 'cli', actorId: null, address: null, target: null }));
    expect(first).toMatchObject({ seq: 1, prevHash: NO_HASH, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(second).toMatchObject({ seq: 2, prevHash: first.hash, actor: 'cli', target: null });
    expect(check()).toMatchObject({ ok: true, entries: 2, headHash: second.hash });
  });

  it('gives back what was recorded, however strange', async () => {
    const strange = { actor: `"'\\\u2028😀`, details: { text: 'a\0b\uD800', 1: null, deep: [{ ä: [] }] } };
    const entry = await trail.record(aFact(strange));
    expect(entry).toMatchObject({ actor: strange.actor, details: strange.details });
    expect(check()).toMatchObject({ ok: true, entries: 1 });
  });

  it('tells about an entry once it is there', async () => {
    const heard: AuditEntry[] = [];
    module.get(EventBus).register('audit.appended', {
      where: 'test',
      critical: false,
      handle: (payload) => heard.push((payload as { entry: AuditEntry }).entry),
    });
    const recorded = await trail.record(aFact());
    expect(heard).toEqual([recorded]);
    const unit = module.get(UnitOfWork).write((tx) => {
      trail.append(module.get(Ledger).within(tx), aFact());
      expect(heard).toHaveLength(1);
      return Promise.resolve();
    });
    await unit;
    expect(heard).toHaveLength(2);
  });

  it('has an entry if and only if the transaction it belongs to is committed', async () => {
    const ledger = module.get(Ledger);
    const failing = ledger.write((tx) => {
      trail.append(tx, aFact());
      throw new Error('the rest failed');
    });
    await expect(failing).rejects.toThrow('the rest failed');
    const failingUnit = module.get(UnitOfWork).write((tx) => {
      trail.append(ledger.within(tx), aFact());
      return Promise.reject(new Error('the rest failed'));
    });
    await expect(failingUnit).rejects.toThrow('the rest failed');
    expect(await seqs()).toEqual([]);
    await ledger.write((tx) => {
      trail.append(tx, aFact());
      trail.append(tx, aFact());
    });
    expect(await seqs()).toEqual([1, 2]);
    expect(check().ok).toBe(true);
  });

  it('keeps the order of a hundred that are recorded at once', async () => {
    const entries = await Promise.all(
      Array.from({ length: 100 }, (_, i) => trail.record(aFact({ details: { i } }))),
    );
    expect(entries.map(({ seq, details }) => [seq, details['i']])).toEqual(
      Array.from({ length: 100 }, (_, i) => [i + 1, i]),
    );
    expect(check()).toMatchObject({ ok: true, entries: 100 });
  });

  it('stays one chain while another process adds to it, too', async () => {
    const child = spawn(
      process.execPath,
      [...PROGRAM.flags, join(import.meta.dirname, 'testing', 'append-program.ts'), folder, 'other', '200'],
      {
        env: { ...process.env, ...PROGRAM.environment, NODE_OPTIONS: '' },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const exit = once(child, 'exit');
    let own = 0;
    while (child.exitCode === null && child.signalCode === null) {
      await trail.record(aFact({ actor: 'own', details: { i: own } }));
      own += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(await exit).toEqual([0, null]);
    const actors = await withRawDatabase(file, (raw) =>
      raw.prepare<[], string>('SELECT actor FROM audit_logs ORDER BY seq').pluck().all(),
    );
    expect(actors.filter((actor) => actor === 'other')).toHaveLength(200);
    expect(actors.filter((actor) => actor === 'own')).toHaveLength(own);
    expect(actors.slice(actors.indexOf('other'), actors.lastIndexOf('other'))).toContain('own');
    expect(check()).toMatchObject({ ok: true, entries: 200 + own });
  });

  it.each([
    ['UPDATE audit_logs SET actor = ?', 'audit_logs is append-only'],
    ['DELETE FROM audit_logs WHERE actor <> ?', 'audit_logs is append-only'],
    [
      'INSERT OR REPLACE INTO audit_logs SELECT seq, at, ?, actor_id, action, target, outcome, operation_id, address, details, prev_hash, hash FROM audit_logs',
      'audit_logs is append-only',
    ],
    ['DELETE FROM audit_checkpoints WHERE signature <> ?', 'audit_checkpoints is append-only'],
    ['UPDATE audit_checkpoints SET signature = ?', 'audit_checkpoints is append-only'],
  ])('refuses in the database itself: %s', async (sql, message) => {
    await trail.record(aFact());
    await trail.record(aFact());
    await withRawDatabase(file, (raw) => {
      raw.exec(`INSERT INTO audit_checkpoints VALUES (1, 'hash', 0, 1, 'signature')`);
      expect(() => raw.prepare(sql).run('somebody else')).toThrow(message);
    });
  });

  it.each([
    ['no table', 'DROP TABLE audit_logs'],
    [
      'a refusing table',
      `CREATE TRIGGER refuse BEFORE INSERT ON audit_logs BEGIN SELECT RAISE(ABORT, 'no'); END`,
    ],
  ])('says so where it cannot record: %s', async (_what, sql) => {
    await withRawDatabase(file, (raw) => raw.exec(sql));
    await expect(trail.record(aFact())).rejects.toThrow(AuditUnavailable);
    await expect(module.get(Ledger).write((tx) => trail.append(tx, aFact()))).rejects.toThrow(
      AuditUnavailable,
    );
  });

  it('says so where another process holds the database, and records once it does not', async () => {
    await withRawDatabase(file, async (raw) => {
      raw.exec('BEGIN IMMEDIATE');
      await expect(trail.record(aFact())).rejects.toThrow(AuditUnavailable);
      raw.exec('ROLLBACK');
    });
    expect((await trail.record(aFact())).seq).toBe(1);
  });

  it('says so where the disk is full, and goes on without a gap once there is room', async () => {
    await trail.record(aFact());
    const details = { text: 'x'.repeat(8_000) };
    const ledger = module.get(Ledger);
    await ledger.write((tx) => tx.get('PRAGMA max_page_count = 1')); // no page more than there are
    await expect(trail.record(aFact({ details }))).rejects.toThrow(AuditUnavailable);
    await ledger.write((tx) => tx.get('PRAGMA max_page_count = 1000000'));
    expect((await trail.record(aFact({ details }))).seq).toBe(2);
    expect(check()).toMatchObject({ ok: true, entries: 2 });
  });
});
