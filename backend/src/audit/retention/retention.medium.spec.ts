import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startAuthApp, signedInClient } from '../../auth/testing/auth-app.ts';
import { withRawDatabase } from '../../platform/database/testing/raw-database.ts';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { AuditTrail } from '../audit-trail.ts';
import { type ChainFinding } from '../chain/chain-check.ts';
import { verifyFile } from '../chain/verify-file.ts';
import { DailyCare } from '../daily-care.ts';
import { AuditModule } from '../public.ts';
import { aFact } from '../testing/audit-app.ts';
import { readCheckpointKey } from './checkpoint-key.ts';
import { Retention } from './retention.ts';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60_000;

describe('retention', () => {
  let clock: FakeClock;
  let app: TestApp;
  let file: string;

  let dataDirectory: string;

  async function start(settings: string): Promise<void> {
    clock = new FakeClock();
    dataDirectory = mkdtempSync(join(tmpdir(), 'homelab-retention-'));
    file = join(dataDirectory, 'homelab.db');
    writeFileSync(join(dataDirectory, 'homelab.yaml'), settings);
    app = await startAuthApp({ imports: [AuditModule], clock, dataDirectory });
  }

  async function stop(): Promise<void> {
    await app.close();
    rmSync(dataDirectory, { recursive: true });
  }

  beforeEach(async () => {
    await start('audit:\n  keep: 30d\n');
  });
  afterEach(stop);

  async function recordDays(days: number, each: number): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      for (let i = 0; i < each; i += 1) await app.get(AuditTrail).record(aFact({ details: { day, i } }));
      clock.sleep(DAY_MS);
    }
  }

  function check(): ChainFinding {
    const checkpointKey = readCheckpointKey(dataDirectory)?.toString('hex') ?? null;
    return verifyFile({ file, checkpointKey, known: null });
  }

  async function rows(sql: string): Promise<unknown[]> {
    return withRawDatabase(file, (raw) => raw.prepare(sql).all());
  }

  it('removes what is older, leaves the rest verifiable, and says so in the trail', async () => {
    await recordDays(40, 20);
    const before = check();
    const removed = await app.get(Retention).apply();
    expect(removed).toBeGreaterThan(180);
    expect(check()).toMatchObject({
      ok: true,
      startSeq: removed,
      entries: before.entries - removed + 1,
      headSeq: before.headSeq + 1,
    });
    const [oldest] = await rows('SELECT min(at) AS at FROM audit_logs');
    expect((oldest as { at: number }).at).toBeGreaterThanOrEqual(clock.now() - 30 * DAY_MS);
    const [checkpoint] = await rows('SELECT * FROM audit_checkpoints');
    const { through_hash, signature } = checkpoint as { through_hash: string; signature: string };
    const client = await signedInClient(app);
    expect((await client.get('/api/audit?action=audit.checkpointed')).body).toMatchObject({
      items: [
        {
          ...{ actor: 'schedule', outcome: 'succeeded' },
          details: { keepDays: 30, throughSeq: removed, throughHash: through_hash, removed, signature },
        },
      ],
    });
    expect((await client.get('/api/audit/verify')).body).toMatchObject({ ok: true, firstBadSeq: null });
    expect((await client.get('/api/audit/storage')).body).toMatchObject({
      keepDays: 30,
      lastCheckpoint: { throughSeq: removed, removed },
    });
  });

  it('goes on from one checkpoint to the next', async () => {
    await recordDays(40, 3);
    const first = await app.get(Retention).apply();
    expect(await app.get(Retention).apply()).toBe(0);
    await recordDays(10, 3);
    const second = await app.get(Retention).apply();
    expect(second).toBeGreaterThanOrEqual(30);
    expect(check()).toMatchObject({ ok: true, startSeq: first + second });
    expect(await rows('SELECT * FROM audit_checkpoints')).toHaveLength(2);
  });

  it('keeps the key to itself', async () => {
    await recordDays(32, 1);
    await app.get(Retention).apply();
    expect(statSync(join(dataDirectory, 'audit-checkpoint.key')).mode & 0o777).toBe(0o600);
  });

  it('finishes what a crash has interrupted, and what is left is in order meanwhile', async () => {
    await recordDays(40, 3);
    await withRawDatabase(file, (raw) => {
      raw.exec(
        `CREATE TRIGGER crash BEFORE DELETE ON audit_logs WHEN OLD.seq > 10 BEGIN SELECT RAISE(FAIL, 'crash'); END`,
      );
    });
    await expect(app.get(Retention).apply()).rejects.toThrow('crash');
    expect(check().ok).toBe(true);
    await withRawDatabase(file, (raw) => {
      raw.exec(`DROP TRIGGER crash`);
      raw.exec(`DELETE FROM audit_logs WHERE seq <= 10`);
    });
    expect(check()).toMatchObject({ ok: true });
    expect(await app.get(Retention).apply()).toBe(0);
    const { ok, startSeq } = check();
    expect([ok, await rows('SELECT min(seq) AS seq FROM audit_logs')]).toEqual([
      true,
      [{ seq: startSeq + 1 }],
    ]);
  });

  it('keeps what stands after a younger entry, where the clock was set back', async () => {
    await recordDays(2, 2);
    clock.sleep(-20 * DAY_MS);
    await recordDays(2, 2);
    clock.sleep(40 * DAY_MS);
    const all = (await rows('SELECT seq, at FROM audit_logs ORDER BY seq')) as { seq: number; at: number }[];
    const young = all.find(({ at }) => at >= clock.now() - 30 * DAY_MS);
    expect(await app.get(Retention).apply()).toBe((young?.seq ?? all.length + 1) - 1);
    expect(check().ok).toBe(true);
  });

  it('is found out where somebody moves the checkpoint, or makes one', async () => {
    await recordDays(40, 3);
    await app.get(Retention).apply();
    const { startSeq } = check();
    await withRawDatabase(file, (raw) => {
      raw.exec(
        `INSERT INTO audit_checkpoints SELECT seq, hash, 1, 1, 'ab' FROM audit_logs WHERE seq = ${startSeq + 5}`,
      );
      raw.exec(`DELETE FROM audit_logs WHERE seq <= ${startSeq + 5}`);
    });
    expect(check()).toMatchObject({
      ok: false,
      firstBadSeq: startSeq + 5,
      problem: expect.stringContaining('was not signed with the key'),
    });
  });

  it.each([
    [
      'the number it ends with',
      'UPDATE audit_checkpoints SET through_seq = through_seq - 1',
      'was not signed',
    ],
    [
      'the hash it ends with',
      'UPDATE audit_checkpoints SET through_hash = hex(zeroblob(32))',
      'was not signed',
    ],
    ['how many it removed', 'UPDATE audit_checkpoints SET removed = removed - 1', 'was not signed'],
    ['when it was', 'UPDATE audit_checkpoints SET at = at + 1', 'was not signed'],
    ['its signature', 'UPDATE audit_checkpoints SET signature = upper(signature)', 'was not signed'],
    [
      'nothing of it, but takes it away',
      'DELETE FROM audit_checkpoints',
      'the entries before it are missing',
    ],
    [
      'nothing of it, but removes one entry more',
      'DELETE FROM audit_logs WHERE seq = (SELECT max(through_seq) + 1 FROM audit_checkpoints)',
      'what was between them is missing',
    ],
    [
      'nothing of it, but puts back an entry that it removed',
      `INSERT INTO audit_logs SELECT seq - 1, at, 'somebody else', actor_id, action, target, outcome, operation_id, address, details, prev_hash, hash
       FROM audit_logs ORDER BY seq LIMIT 1`,
      'it is not what its hash was made of',
    ],
  ])('is found out where somebody changes %s', async (_what, sql, problem) => {
    await recordDays(40, 3);
    await app.get(Retention).apply();
    expect(check().ok).toBe(true);
    await withRawDatabase(file, (raw) => {
      const guards = `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'`;
      for (const name of raw.prepare<[], string>(guards).pluck().all()) raw.exec(`DROP TRIGGER "${name}"`);
      expect(raw.prepare(sql).run().changes).toBe(1);
    });
    expect(check()).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  it('is found out where somebody signs with a key of their own', async () => {
    await recordDays(40, 3);
    await app.get(Retention).apply();
    const { startSeq } = check();
    writeFileSync(join(dataDirectory, 'audit-checkpoint.key'), 'ab'.repeat(32));
    expect(check()).toMatchObject({ ok: false, firstBadSeq: startSeq });
    rmSync(join(dataDirectory, 'audit-checkpoint.key'));
    expect(check()).toMatchObject({ ok: false, firstBadSeq: startSeq });
  });

  it('runs every night, together with a check', async () => {
    await recordDays(40, 3);
    await app.get(DailyCare).run();
    expect(app.logs.withMessage('Old audit entries removed')).toHaveLength(1);
    expect(app.logs.withMessage('The trail is unbroken')).toHaveLength(1);
  });

  it('is for ever where nothing else is said', async () => {
    await stop();
    await start('name: home');
    await recordDays(3, 1);
    clock.sleep(10_000 * DAY_MS);
    expect(await app.get(Retention).apply()).toBe(0);
    expect(check()).toMatchObject({ ok: true, startSeq: 0 });
    expect(existsSync(join(dataDirectory, 'audit-checkpoint.key'))).toBe(false);
  });
});
