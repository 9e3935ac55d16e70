import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as z from 'zod/mini';
import { AuditPage, AuditState, AuditStorage, AuditVerification } from '#shared/audit';
import { Accounts, BY_SYSTEM } from '../auth/public.ts';
import { addAccount, ADMIN_PASSWORD, signedInClient, startAuthApp } from '../auth/testing/auth-app.ts';
import { withRawDatabase } from '../platform/database/testing/raw-database.ts';
import { type TestApp } from '../platform/testing/test-app.ts';
import { type TestClient } from '../platform/testing/test-client.ts';
import { cliRun } from '../cli/testing/cli-run.ts';
import { AuditTrail } from './audit-trail.ts';
import { verifyFile } from './chain/verify-file.ts';
import { AuditModule } from './public.ts';
import { aFact } from './testing/audit-app.ts';
import { fillTrail } from './testing/fill-trail.ts';

jest.setTimeout(60_000);

const ENTRIES = 3_000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
const EVERY_MS = 60_000;

/** The end of the chain as the log tells it. */
const KnownHeads = z.array(z.object({ level: z.string(), seq: z.number(), hash: z.string() }));

describe('the trail over HTTP', () => {
  let app: TestApp;
  let admin: TestClient;
  beforeAll(async () => {
    app = await startAuthApp({ imports: [AuditModule] });
    await fillTrail(join(app.dataDirectory, 'homelab.db'), {
      ...{ entries: ENTRIES, startAt: START, everyMs: EVERY_MS },
    });
    admin = await signedInClient(app);
  });
  afterAll(async () => {
    await app.close();
  });

  async function page(query = ''): Promise<AuditPage> {
    const answer = await admin.get(`/api/audit${query}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return AuditPage.parse(answer.body);
  }

  async function all(query: string): Promise<AuditPage['items']> {
    const items: AuditPage['items'] = [];
    for (let cursor = ''; ;) {
      const { items: some, nextCursor } = await page(`?${query}&limit=200${cursor}`);
      items.push(...some);
      if (nextCursor === null) return items;
      cursor = `&cursor=${nextCursor}`;
    }
  }

  async function stored(where: string, ...values: readonly string[]): Promise<unknown[]> {
    return withRawDatabase(join(app.dataDirectory, 'homelab.db'), (raw) =>
      raw
        .prepare(`SELECT seq FROM audit_logs WHERE ${where} ORDER BY at DESC, seq DESC`)
        .pluck()
        .all(...values),
    );
  }

  it('lists the newest first: the sign-in of who asks', async () => {
    const { items, nextCursor } = await page();
    expect(items).toHaveLength(50);
    expect(items[0]).toMatchObject({
      ...{ action: 'auth.signed-in', actor: 'admin', target: 'admin', outcome: 'succeeded' },
      ...{ address: '127.0.0.1', operationId: null, details: { knownDevice: false } },
    });
    expect(nextCursor).toMatch(/^\d+\.\d+$/);
  });

  it.each([
    ['action', 'auth.login-failed'],
    ['actor', 'marta'],
    ['outcome', 'interrupted'],
    ['target', 'media/service-31'],
  ])('lists by %s, page by page, each once', async (name, value) => {
    const seqs = (await all(`${name}=${encodeURIComponent(value)}`)).map(({ seq }) => seq);
    expect(seqs.length).toBeGreaterThan(0);
    expect(seqs).toEqual(await stored(`${name} = ?`, value));
  });

  it('lists by operation, by time, and by several at once', async () => {
    expect((await all('operation=op-7')).map(({ seq }) => seq)).toEqual(
      await stored(`operation_id = 'op-7'`),
    );
    const [from, to] = ['2026-01-01T01:00:00Z', '2026-01-01T11:00:00.000+02:00'];
    const both = `from=${from}&to=${encodeURIComponent(to)}`;
    const window = `at >= ${Date.parse(from)} AND at <= ${Date.parse(to)}`;
    expect((await all(both)).map(({ seq }) => seq)).toEqual(await stored(window));
    const several = await all(`${both}&actor=paul&action=auth.signed-out&outcome=succeeded`);
    expect(several.length).toBeGreaterThan(0);
    expect(several.map(({ seq }) => seq)).toEqual(
      await stored(`${window} AND actor = 'paul' AND action = 'auth.signed-out' AND outcome = 'succeeded'`),
    );
  });

  it('repeats and leaves out nothing where many have one and the same time, or the clock was set back', async () => {
    const trail = app.get(AuditTrail);
    for (let i = 0; i < 25; i += 1) await trail.record(aFact({ actor: 'twin' }));
    await withRawDatabase(join(app.dataDirectory, 'homelab.db'), (raw) => {
      raw.exec('SAVEPOINT edit; DROP TRIGGER TR_audit_logs_no_update');
      raw.exec(
        `UPDATE audit_logs SET at = CASE WHEN seq % 3 = 0 THEN 5000 ELSE 7000 END WHERE actor = 'twin'`,
      );
    });
    const seqs: number[] = [];
    for (let cursor = ''; ;) {
      const { items, nextCursor } = await page(`?actor=twin&limit=4${cursor}`);
      seqs.push(...items.map(({ seq }) => seq));
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(seqs).toEqual(await stored(`actor = 'twin'`));
    expect(new Set(seqs).size).toBe(25);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['cursor=x', 'cursor'],
    ['outcome=maybe', 'outcome'],
    ['from=yesterday', 'from'],
    ['from=2026-01-01T00:00:00', 'from'],
    ['actor=', 'actor'],
    ['actor=a&actor=b', 'actor'],
    ['colour=red', 'colour'],
  ])('answers 422 to %s', async (query, path) => {
    const answer = await admin.get(`/api/audit?${query}`);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'invalid_request', issues: [{ path }] });
  });

  it.each(['', '/state', '/storage', '/verify', '/export?format=csv'])(
    'is for admins alone: /api/audit%s',
    async (path) => {
      for (const role of ['viewer', 'operator'] as const) {
        const name = `${role}${path.replaceAll(/\W/g, '')}`;
        await addAccount(app, name, role);
        const answer = await (await signedInClient(app, name)).get(`/api/audit${path}`);
        expect([role, answer.status, answer.body]).toEqual([
          role,
          403,
          expect.objectContaining({ code: 'forbidden' }),
        ]);
      }
      expect((await app.client().get(`/api/audit${path}`)).status).toBe(401);
    },
  );

  it('says what it takes, and how fast that grows', async () => {
    const storage = AuditStorage.parse((await admin.get('/api/audit/storage')).body);
    expect(storage).toMatchObject({ oldestAt: '2026-01-01T00:00:00.000Z', keepDays: null });
    expect(storage.databaseBytes).toBeGreaterThan(ENTRIES * 400);
    expect(storage.entries).toBeGreaterThan(ENTRIES);
    expect(storage.growthPerMonth).toEqual({ entries: expect.any(Number), bytes: expect.any(Number) });
  });
});

describe('the trail, live and checked', () => {
  let app: TestApp;
  let admin: TestClient;
  const file = () => join(app.dataDirectory, 'homelab.db');
  beforeAll(async () => {
    app = await startAuthApp({ imports: [AuditModule] });
    await fillTrail(file(), { entries: 70_000, startAt: START, everyMs: 1_000 });
    admin = await signedInClient(app);
  });
  afterAll(async () => {
    await app.close();
  });

  it('tells who watches of each new entry, whichever process has added it', async () => {
    const socket = await app.connect(admin);
    expect(await socket.ask('audit.watch')).toEqual({ ok: true, data: null });
    const own = socket.next('audit.appended');
    const recorded = await app.get(AuditTrail).record(aFact());
    expect(await own).toEqual(recorded);
    const foreign = socket.next('audit.appended');
    const environment = { HOMELAB_DATA_DIR: app.dataDirectory };
    expect((await cliRun(environment, ['user', 'add', 'paul'])).exitCode).toBe(0);
    expect(await foreign).toMatchObject({
      ...{ seq: recorded.seq + 1, actor: 'cli', action: 'auth.account-created', target: 'paul' },
      ...{ details: { role: 'viewer', osUser: expect.any(String) } },
    });
    socket.close();
  });

  it.each(['viewer', 'operator'] as const)('tells a %s nothing', async (role) => {
    await addAccount(app, `socket-${role}`, role);
    const socket = await app.connect(await signedInClient(app, `socket-${role}`));
    expect(await socket.ask('audit.watch')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    let told = 0;
    void socket.next('audit.appended').then(() => (told += 1));
    await app.get(AuditTrail).record(aFact());
    expect(await socket.ask('services.watch')).toMatchObject({ ok: true }); // it would have come before this
    expect(told).toBe(0);
  });

  it('tells nobody who is no admin any more', async () => {
    await addAccount(app, 'demoted', 'admin');
    const client = await signedInClient(app, 'demoted');
    const socket = await app.connect(client);
    await socket.ask('audit.watch');
    const closed = socket.closed();
    await app.get(Accounts).changeRole('demoted', 'operator', BY_SYSTEM);
    await closed;
    expect(socket.isOpen).toBe(false);
    const again = await app.connect(await signedInClient(app, 'demoted'));
    expect(await again.ask('audit.watch')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  it('is checked on demand, with progress, once for all who ask', async () => {
    const socket = await app.connect(admin);
    await socket.ask('audit.watch');
    expect(AuditState.parse((await admin.get('/api/audit/state')).body)).toMatchObject({
      lastVerified: null,
    });
    const progress = socket.next('audit.verifying');
    const [first, second] = await Promise.all([
      admin.get('/api/audit/verify'),
      admin.get('/api/audit/verify'),
    ]);
    const found = AuditVerification.parse(first.body);
    expect(found).toEqual({
      ...{ ok: true, entries: expect.any(Number), headHash: expect.any(String), firstBadSeq: null },
    });
    expect(second.body).toEqual(first.body);
    expect(await progress).toEqual({ checked: 0, total: found.entries });
    const state = AuditState.parse((await admin.get('/api/audit/state')).body);
    expect(state).toMatchObject({ entries: found.entries, headHash: found.headHash, verifying: null });
    expect(state.lastVerified).toMatchObject({ ok: true, entries: found.entries, firstBadSeq: null });
  });

  it('names the first entry that somebody has changed, and still shows it', async () => {
    await withRawDatabase(file(), (raw) => {
      raw.exec('DROP TRIGGER TR_audit_logs_no_update');
      raw.exec(`UPDATE audit_logs SET details = 'no JSON', actor = 'somebody else' WHERE seq = 60000`);
    });
    const { body } = await admin.get('/api/audit/verify');
    expect(body).toMatchObject({ ok: false, entries: 59_999, firstBadSeq: 60_000 });
    expect((await admin.get('/api/audit/state')).body).toMatchObject({
      lastVerified: { ok: false, firstBadSeq: 60_000, problem: 'it is not what its hash was made of' },
    });
    expect(app.logs.withMessage('The trail is broken: somebody has changed the database')).toHaveLength(1);
    const shown = await admin.get('/api/audit?actor=somebody+else');
    expect(shown.body).toMatchObject({ items: [{ seq: 60_000, details: { unreadable: 'no JSON' } }] });
  });

  it('misses what was cut off behind its back at the next entry', async () => {
    await withRawDatabase(file(), (raw) => {
      raw.exec('DROP TRIGGER TR_audit_logs_no_delete');
      raw.exec('DELETE FROM audit_logs WHERE seq > 69000');
    });
    await app.get(AuditTrail).record(aFact());
    const [missed] = app.logs.withMessage(
      'The trail no longer ends where it did: somebody has removed or replaced entries',
    );
    expect(missed).toMatchObject({ level: 'error', found: expect.stringMatching(/^69000:/) });
  });

  it('writes each new head to the log, and with the last of them what was cut off behind it is found', async () => {
    await withRawDatabase(file(), (raw) => raw.exec('DELETE FROM audit_logs')); // what the tests before have broken
    const trail = app.get(AuditTrail);
    const before = app.logs.withMessage('Audit entry').length;
    const recorded = await Promise.all(
      Array.from({ length: 20 }, (_, i) => trail.record(aFact({ details: { i } }))),
    );
    await signedInClient(app);
    const heads = app.logs.withMessage('Audit entry').slice(before);
    const kept = KnownHeads.parse(heads);
    expect(kept.slice(0, 20)).toEqual(recorded.map(({ seq, hash }) => ({ level: 'info', seq, hash })));
    await withRawDatabase(file(), (raw) => {
      const all = raw.prepare('SELECT seq, hash FROM audit_logs ORDER BY seq').all();
      expect(kept.map(({ seq, hash }) => ({ seq, hash }))).toEqual(all); // the sign-in's too
      raw.exec('DELETE FROM audit_logs WHERE seq > 17');
    });
    const check = { file: file(), checkpointKey: null };
    expect(verifyFile({ ...check, known: null })).toMatchObject({ ok: true, entries: 17 });
    expect(verifyFile({ ...check, known: kept.at(-1) ?? null })).toMatchObject({
      ok: false,
      firstBadSeq: 18,
    });
  });

  it('signs nobody in with the wrong password for all that', async () => {
    const answer = await app
      .client()
      .post('/api/auth/login', { username: 'admin', password: `${ADMIN_PASSWORD}x` });
    expect(answer.status).toBe(401);
    const { body } = await admin.get('/api/audit?action=auth.login-failed&actor=admin&limit=1');
    expect(body).toMatchObject({
      items: [{ outcome: 'failed', address: '127.0.0.1', details: { reason: 'invalid_credentials' } }],
    });
  });
});
