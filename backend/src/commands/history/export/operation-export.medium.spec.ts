import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditPage } from '#shared/audit';
import { Operation, OperationsPage } from '#shared/operation';
import { AuditModule, AuditTrail } from '../../../audit/public.ts';
import { addAccount, signedInClient, startAuthApp } from '../../../auth/testing/auth-app.ts';
import { Ledger } from '../../../platform/database/ledger.ts';
import { type TestApp } from '../../../platform/testing/test-app.ts';
import { type TestClient } from '../../../platform/testing/test-client.ts';
import { HistoryModule } from '../history.module.ts';
import { Book } from '../testing/book.ts';

const NOON = Date.UTC(2026, 5, 18, 12);

/** More than are read in one piece. */
const MANY = 1_203;

describe('the export of operations', () => {
  let app: TestApp;
  let admin: TestClient;
  let book: Book;
  beforeEach(async () => {
    app = await startAuthApp({ imports: [AuditModule, HistoryModule] });
    admin = await signedInClient(app);
    book = new Book(app.get(Ledger));
  });
  afterEach(async () => {
    await app.close();
  });

  async function listed(query: string): Promise<string[]> {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const page = OperationsPage.parse(
        (await admin.get(`/api/operations?${query}&limit=200${cursor}`)).body,
      );
      ids.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) return ids;
      cursor = `&cursor=${page.nextCursor}`;
    }
  }

  async function exported(query: string): Promise<Operation[]> {
    const { text } = await admin.get(`/api/operations/export?format=jsonl&${query}`);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Operation.parse(JSON.parse(line)));
  }

  async function last(action: string): Promise<unknown> {
    return AuditPage.parse((await admin.get(`/api/audit?action=${action}&limit=1`)).body).items[0];
  }

  it.each([
    '',
    'command=docker.pull',
    'actor=jonas&status=failed&status=timed_out',
    'target=media/jellyfin&from=2026-06-18T14:00:00Z&to=2026-06-18T23:30:00Z',
    'q=disk',
    'command=never.run',
  ])('is what the list shows for %j, in its order', async (query) => {
    await book.recordAll(
      Array.from({ length: MANY }, (_, index) => ({
        id: `op-${index}`,
        requestedAt: NOON + index * 60_000,
        command: index % 3 === 0 ? 'docker.pull' : 'service.restart',
        actor: index % 2 === 0 ? 'marta' : 'jonas',
        target: index % 5 === 0 ? 'media/jellyfin' : 'edge/traefik',
        status: (['succeeded', 'failed', 'timed_out'] as const)[index % 3] ?? 'succeeded',
        reason: index % 7 === 0 ? 'the disk was full' : null,
      })),
    );
    const ids = await listed(query);
    expect((await exported(query)).map(({ id }) => id)).toEqual(ids);
    expect(await last('operations.exported')).toMatchObject({ details: { entries: ids.length } });
  });

  it('is recorded with what was asked for, before it begins and when it has ended', async () => {
    await book.record({ command: 'docker.pull', requestedAt: NOON });
    const answer = await admin.get(
      '/api/operations/export?format=csv&command=docker.pull&status=failed&from=2026-06-18&q=disk',
    );
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="homelab-operations-[\dTZ-]+\.csv"$/,
      ),
      'cache-control': 'no-store',
    });
    const filter = {
      ...{ command: 'docker.pull', statuses: ['failed'] },
      ...{ from: '2026-06-18T00:00:00.000Z', q: 'disk' },
    };
    const common = { actor: 'admin', address: '127.0.0.1', target: 'operations' };
    expect(await last('operations.export-requested')).toMatchObject({
      ...{ ...common, outcome: 'accepted', details: { format: 'csv', filter } },
    });
    expect(await last('operations.exported')).toMatchObject({
      ...{ ...common, outcome: 'succeeded', details: { format: 'csv', filter, entries: 0 } },
    });
  });

  it('says where in the trail each is recorded, and runs nothing in a spreadsheet', async () => {
    await book.record({ id: 'op-1', requestedAt: NOON, reason: '=HYPERLINK("http://x")' });
    const fact = { actor: 'marta', actorId: 'u1', action: 'command.requested', target: null } as const;
    const more = { outcome: 'accepted', operationId: 'op-1', address: null, details: {} } as const;
    const entry = await app.get(AuditTrail).record({ ...fact, ...more });
    const { text } = await admin.get('/api/operations/export?format=csv');
    expect(text).toContain(`,"'=HYPERLINK(""http://x"")",`);
    expect(text.trimEnd().endsWith(`,"${entry.seq}:${entry.hash}"`)).toBe(true);
  });

  it('is for admins alone, and takes no more than the list does', async () => {
    await addAccount(app, 'vera', 'viewer');
    const viewer = await signedInClient(app, 'vera');
    expect((await viewer.get('/api/operations/export?format=csv')).status).toBe(403);
    expect((await admin.get('/api/operations/export')).status).toBe(422);
    expect((await admin.get('/api/operations/export?format=csv&limit=5')).status).toBe(422);
    expect((await admin.get('/api/operations/export?format=csv&from=2026-06-02&to=2026-06-01')).status).toBe(
      422,
    );
  });
});
