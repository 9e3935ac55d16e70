import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditEntry, type AuditPage } from '#shared/audit';
import { signedInClient, startAuthApp } from '../../auth/testing/auth-app.ts';
import { withRawDatabase } from '../../platform/database/testing/raw-database.ts';
import { countDownload, type CountedDownload, type Reading } from '../../platform/testing/count-download.ts';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { AuditTrail } from '../audit-trail.ts';
import { hashOf } from '../chain/encoding.ts';
import { AuditModule } from '../public.ts';
import { aFact } from '../testing/audit-app.ts';
import { fillTrail } from '../testing/fill-trail.ts';

jest.setTimeout(300_000); // a million entries are made, and read several times

const ENTRIES = 1_000_000;
const EVERY_MS = 200;
const MIB = 1024 * 1024;

describe('an export', () => {
  let app: TestApp;
  let admin: TestClient;
  const file = () => join(app.dataDirectory, 'homelab.db');
  beforeAll(async () => {
    app = await startAuthApp({ imports: [AuditModule] });
    const startAt = Date.parse('2026-01-01T00:00:00.000Z');
    await fillTrail(file(), { entries: ENTRIES, startAt, everyMs: EVERY_MS });
    admin = await signedInClient(app);
  });
  afterAll(async () => {
    await app.close();
  });

  async function last(action: string): Promise<unknown> {
    const { body } = await admin.get(`/api/audit?action=${action}&limit=1`);
    return (body as AuditPage).items[0];
  }

  async function download(query: string, onData?: (reading: Reading) => void): Promise<CountedDownload> {
    return countDownload(admin, new URL(`/api/audit/export?${query}`, app.url), onData);
  }

  it('is what the filter says, oldest first, with everything the hashes are made of', async () => {
    const query = 'outcome=interrupted&from=2026-01-02T00:00:00Z&to=2026-01-02T12:00:00Z';
    const answer = await admin.get(`/api/audit/export?format=jsonl&${query}`);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="homelab-audit-[\dTZ-]+\.jsonl"$/),
      'cache-control': 'no-store',
    });
    const lines = answer.text.trimEnd().split('\n');
    const expected = await withRawDatabase(file(), (raw) =>
      raw
        .prepare(
          `SELECT seq FROM audit_logs WHERE outcome = 'interrupted' AND at BETWEEN ? AND ? ORDER BY seq`,
        )
        .pluck()
        .all(Date.parse('2026-01-02T00:00:00Z'), Date.parse('2026-01-02T12:00:00Z')),
    );
    const entries = lines.map((line) => {
      const read = JSON.parse(line) as { actorId: string };
      return { ...AuditEntry.parse(read), actorId: read.actorId };
    });
    expect(entries.length).toBeGreaterThan(10);
    expect(entries.map(({ seq }) => seq)).toEqual(expected);
    for (const entry of entries) {
      const { seq, at, actor, actorId, action, target, outcome, operationId, address } = entry;
      const fields = [
        ...[seq, Date.parse(at), actor, actorId, action, target, outcome, operationId, address],
        ...[JSON.stringify(entry.details), entry.prevHash],
      ];
      expect(hashOf(fields)).toBe(entry.hash);
    }
  });

  it('is recorded before it begins and when it has ended', async () => {
    await admin.get('/api/audit/export?format=csv&actor=stranger&from=2026-01-03T00:00:00Z');
    const filter = { actor: 'stranger', from: '2026-01-03T00:00:00Z' };
    expect(await last('audit.export-requested')).toMatchObject({
      ...{ actor: 'admin', address: '127.0.0.1', outcome: 'accepted' },
      details: { format: 'csv', filter },
    });
    expect(await last('audit.exported')).toMatchObject({
      ...{ actor: 'admin', address: '127.0.0.1', outcome: 'succeeded', target: 'audit' },
      details: { format: 'csv', filter, entries: 136 },
    });
  });

  it('is a file with its header alone where nothing fits', async () => {
    const answer = await admin.get('/api/audit/export?format=csv&actor=nobody');
    expect(answer.text.split('\r\n')).toEqual([expect.stringMatching(/^seq,at,actor,/), '']);
  });

  it('lets no spreadsheet run what somebody typed as a name', async () => {
    await app.client().post('/api/auth/login', { username: '=HYPERLINK("http://x")', password: 'x' });
    const { text } = await admin.get(
      '/api/audit/export?format=csv&action=auth.login-failed&from=2026-06-01T00:00:00Z',
    );
    expect(text).toContain(`,"'=HYPERLINK(""http://x"")",`);
  });

  it.each(['', 'format=xml', 'format=csv&limit=5', 'format=csv&outcome=maybe'])(
    'answers 422 to %j',
    async (query) => {
      expect((await admin.get(`/api/audit/export?${query}`)).status).toBe(422);
    },
  );

  it('of all takes no more memory than of a few, and lets others have their turn', async () => {
    await download('format=jsonl&to=2026-01-01T02:00:00Z'); // warms up
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
    const [{ lines, bytes, complete }, longest] = await Promise.all([
      download('format=jsonl'),
      longestWait(2_000),
    ]);
    clearInterval(watch);
    expect({ lines, complete }).toEqual({ lines: expect.any(Number), complete: true });
    expect(lines).toBeGreaterThanOrEqual(ENTRIES);
    expect(bytes).toBeGreaterThan(350 * MIB);
    expect(most - before).toBeLessThan(60 * MIB);
    expect(longest).toBeLessThan(500); // a stretch takes milliseconds; the test's own counting shares the thread
  });

  it('waits for a reader who pauses', async () => {
    let paused = false;
    const result = await download('format=jsonl', (reading) => {
      if (paused) return;
      paused = true;
      reading.pause();
      const before = process.memoryUsage().rss;
      void sleep(1_000).then(() => {
        expect(process.memoryUsage().rss - before).toBeLessThan(40 * MIB);
        reading.resume();
      });
    });
    expect(result).toMatchObject({ complete: true });
    expect(result.lines).toBeGreaterThanOrEqual(ENTRIES);
  });

  it('that the other side gives up is recorded as that', async () => {
    const { complete } = await download('format=jsonl&outcome=succeeded', ({ bytes, destroy }) => {
      if (bytes > MIB) destroy();
    });
    expect(complete).toBe(false);
    await sleep(300);
    expect(await last('audit.exported')).toMatchObject({
      outcome: 'interrupted',
      details: { filter: { outcome: 'succeeded' }, entries: expect.any(Number) },
    });
  });

  it('that breaks does not look like a whole one', async () => {
    let broken = false;
    const { complete, lines } = await download('format=csv', ({ bytes }) => {
      if (broken || bytes < MIB) return;
      broken = true;
      void withRawDatabase(file(), (raw) => raw.exec('ALTER TABLE audit_logs RENAME TO away'));
    });
    await withRawDatabase(file(), (raw) => raw.exec('ALTER TABLE away RENAME TO audit_logs'));
    expect(complete).toBe(false);
    expect(lines).toBeLessThan(ENTRIES);
    await app.get(AuditTrail).record(aFact());
  });

  it('whose end cannot be recorded does not look like a whole one either', async () => {
    await withRawDatabase(file(), (raw) =>
      raw.exec(
        `CREATE TRIGGER refuse BEFORE INSERT ON audit_logs WHEN NEW.action = 'audit.exported' BEGIN SELECT RAISE(ABORT, 'full'); END`,
      ),
    );
    const { complete } = await download('format=csv&actor=stranger');
    await withRawDatabase(file(), (raw) => raw.exec('DROP TRIGGER refuse'));
    expect(complete).toBe(false);
  });
});

/** How long a timer that should ring every 5 ms kept waiting at the most. */
async function longestWait(milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  let longest = 0;
  for (let before = performance.now(); before < end;) {
    await sleep(5);
    const now = performance.now();
    longest = Math.max(longest, now - before - 5);
    before = now;
  }
  return longest;
}
