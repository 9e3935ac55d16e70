import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Operation, type OperationsPage } from '#shared/operation';
import { wordsOf } from '#shared/search-words';
import { Ledger } from '../../platform/database/ledger.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../../platform/testing/test-app.ts';
import { type TestAnswer, type TestClient } from '../../platform/testing/test-client.ts';
import { HistoryModule } from './history.module.ts';
import { OperationList } from './operation-list.repository.ts';
import { type Asked, Book } from './testing/book.ts';

const NOON = Date.UTC(2026, 5, 18, 12);
const MINUTE = 60_000;

describe('GET /api/operations', () => {
  let app: TestApp;
  let book: Book;
  let client: TestClient;
  beforeEach(async () => {
    const sessions = new FakeSessions();
    app = await startTestApp({ imports: [sessions.asModule(), HistoryModule] });
    book = new Book(app.get(Ledger));
    client = app.client({ authorization: `Bearer ${sessions.add('viewer')}` });
  });
  afterEach(async () => {
    await app.close();
  });

  const list = async (query: string): Promise<OperationsPage> => {
    const answer = await client.get(`/api/operations?${query}`);
    expect(answer.status).toBe(200);
    return answer.body as OperationsPage;
  };
  const idsOf = async (query: string): Promise<string[]> => (await list(query)).items.map(({ id }) => id);
  /** Recorded a minute apart, named `op-0`, `op-1` … */
  const record = async (...asked: readonly Asked[]): Promise<void> => {
    for (const [index, one] of asked.entries())
      await book.record({ id: `op-${index}`, requestedAt: NOON + index * MINUTE, ...one });
  };

  it('is for those who are signed in', async () => {
    expect((await app.client().get('/api/operations')).status).toBe(401);
  });

  it('answers with nothing where nothing was run', async () => {
    expect(await list('')).toEqual({ items: [], nextCursor: null });
  });

  it('answers with operations as the contract has them, newest first', async () => {
    await record(
      {
        status: 'succeeded',
        target: 'media/jellyfin',
        reason: 'slow',
        params: { service: 'media/jellyfin' },
      },
      { status: 'refused', actor: 'jonas', error: { code: 'forbidden', message: 'Not allowed.' } },
      { status: 'queued' },
    );
    const { items } = await list('');
    expect(items.map((item) => Operation.parse(item))).toEqual(items);
    expect(items.map(({ id }) => id)).toEqual(['op-2', 'op-1', 'op-0']);
    expect(items[2]).toEqual({
      id: 'op-0',
      command: 'service.restart',
      target: 'media/jellyfin',
      params: { service: 'media/jellyfin' },
      actor: 'marta',
      reason: 'slow',
      status: 'succeeded',
      requestedAt: '2026-06-18T12:00:00.000Z',
      startedAt: '2026-06-18T12:00:01.000Z',
      finishedAt: '2026-06-18T12:00:03.000Z',
      durationMs: 2_000,
      exitCode: null,
      error: null,
      output: { bytes: 0, truncated: false },
    });
    expect(items[1]).toMatchObject({
      startedAt: null,
      error: { code: 'forbidden', message: 'Not allowed.' },
    });
  });

  it('narrows to a command, a person, a target, statuses, and all of them at once', async () => {
    await record(
      { command: 'docker.pull', actor: 'marta', target: 'a/b', status: 'failed' },
      { command: 'docker.pull', actor: 'marta', target: 'a/b', status: 'succeeded' },
      { command: 'docker.pull', actor: 'marta', target: 'a/c', status: 'timed_out' },
      { command: 'docker.pull', actor: 'jonas', target: 'a/b', status: 'failed' },
      { command: 'docker.pull-all', actor: 'marta', target: null, status: 'failed' },
    );
    expect(await idsOf('command=docker.pull')).toEqual(['op-3', 'op-2', 'op-1', 'op-0']);
    expect(await idsOf('actor=jonas')).toEqual(['op-3']);
    expect(await idsOf('target=a/b')).toEqual(['op-3', 'op-1', 'op-0']);
    expect(await idsOf('status=failed')).toEqual(['op-4', 'op-3', 'op-0']);
    expect(await idsOf('status=failed&status=timed_out&status=failed')).toEqual([
      'op-4',
      'op-3',
      'op-2',
      'op-0',
    ]);
    expect(await idsOf('command=docker.pull&actor=marta&target=a/b&status=failed&status=timed_out')).toEqual([
      'op-0',
    ]);
    expect(await idsOf('command=docker')).toEqual([]);
  });

  it('narrows to a window: its begin is in it, its end is not', async () => {
    await record({}, {}, {});
    expect(await idsOf('from=2026-06-18T12:01:00Z')).toEqual(['op-2', 'op-1']);
    expect(await idsOf('to=2026-06-18T12:01:00Z')).toEqual(['op-0']);
    expect(await idsOf('from=2026-06-18T14:01:00%2B02:00&to=2026-06-18T14:02:00%2B02:00')).toEqual(['op-1']);
    expect(await idsOf('from=2026-06-18&to=2026-06-19')).toHaveLength(3);
    expect(await idsOf('from=2026-06-19')).toEqual([]);
  });

  it('finds words in target, reason and error, by their beginning, in any case and without accents', async () => {
    await record(
      { target: 'media/jellyfin' },
      { target: 'edge/traefik', reason: 'Jellyfin war nicht mehr erreichbar, Störung behoben' },
      { target: 'edge/caddy', error: { code: 'x', message: 'no space left on device' }, status: 'failed' },
    );
    expect(await idsOf('q=jelly')).toEqual(['op-1', 'op-0']);
    expect(await idsOf('q=MEDIA/JELLY')).toEqual(['op-0']);
    expect(await idsOf('q=storung')).toEqual(['op-1']);
    expect(await idsOf('q=STÖRUNG erreich')).toEqual(['op-1']);
    expect(await idsOf('q=device no')).toEqual(['op-2']);
    expect(await idsOf('q=vice')).toEqual([]);
    expect(await idsOf('q=jellyfin traefik&status=succeeded&actor=marta&command=service.restart')).toEqual([
      'op-1',
    ]);
    expect(await idsOf('q=jelly&target=media/jellyfin')).toEqual(['op-0']);
    expect(await idsOf('q=edge&status=failed')).toEqual(['op-2']);
    expect(await idsOf('q=edge&status=queued')).toEqual([]);
    expect(await idsOf('q=edge&to=2026-06-18T12:02:00Z')).toEqual(['op-1']);
    expect(await idsOf('q=edge&from=2026-06-18T12:02:00Z')).toEqual(['op-2']);
    expect(await idsOf('q=edge&from=2026-06-18T13:00:00Z')).toEqual([]);
  });

  it('takes what looks like the syntax of a search for words', async () => {
    await record({ reason: 'NEAR the NOT OR column:filter a"b' }, { reason: 'other' });
    for (const q of [
      'NOT',
      'OR',
      'NEAR(',
      '"',
      'a"b',
      '-filter',
      '^near',
      'column:filter',
      'reason : near',
      '*',
      '()',
      '\0',
      "'; --",
    ]) {
      const answer = await client.get(`/api/operations?q=${encodeURIComponent(q)}`);
      expect([q, answer.status]).toEqual([q, 200]);
    }
    expect(await idsOf('q=NOT')).toEqual(['op-0']);
    expect(await idsOf('q=column:filter')).toEqual(['op-0']);
    expect(await idsOf('q=%22%20-%20(')).toEqual(['op-1', 'op-0']); // no word in it: nothing to search for
    expect(await idsOf(`q=${encodeURIComponent('\u{E000}slive')}`)).toEqual([]); // the words of the filters are not for typing
  });

  it('knows a word from a separator as the index does, whatever the script', async () => {
    await record({ reason: 'any' });
    const operations = app.get(OperationList);
    const letters = Array.from({ length: 0x11_0000 }, (_, code) => code)
      .filter((code) => code < 0xd8_00 || code > 0xdf_ff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /[\p{L}\p{N}\p{M}]/u.test(character));
    for (let from = 0; from < letters.length; from += 10) {
      // The index refuses a word that it would cut in two.
      const words = letters.slice(from, from + 10).flatMap((letter) => wordsOf(`a${letter}b`));
      for (let some = 0; some < words.length; some += 10)
        expect(operations.page({}, words.slice(some, some + 10), null, 1).items).toEqual([]);
    }
  }, 60_000);

  it('keeps the search true while an operation runs its course', async () => {
    await record({ id: 'x', status: 'queued', reason: 'why' });
    expect(await idsOf('q=why&status=queued')).toEqual(['x']);
    await book.change('x', { status: 'running' });
    expect(await idsOf('q=why&status=queued')).toEqual([]);
    expect(await idsOf('q=why&status=running')).toEqual(['x']);
    await book.change('x', { status: 'failed', error_message: 'broken pipe' });
    expect(await idsOf('q=why&status=running')).toEqual([]);
    expect(await idsOf('q=why pipe&status=failed')).toEqual(['x']);
    await book.remove('x');
    expect(await idsOf('q=why')).toEqual([]);
    await book.checkSearchIndex();
  });

  it('goes through everything page by page while more arrives', async () => {
    await record(...Array.from({ length: 25 }, () => ({})));
    const seen: string[] = [];
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const page: OperationsPage = await list(`limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      pages += 1;
      await book.record({ id: `late-${pages}`, requestedAt: NOON + 1e9 + pages });
    }
    expect(pages).toBe(7);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `op-${24 - index}`));
  });

  it('keeps apart what was asked for in the same millisecond, and goes by the clock where it was set back', async () => {
    await book.record({ id: 'a', requestedAt: NOON });
    await book.record({ id: 'b', requestedAt: NOON });
    await book.record({ id: 'set-back', requestedAt: NOON - MINUTE });
    const first = await list('limit=1');
    const second = await list(`limit=1&cursor=${first.nextCursor ?? ''}`);
    const third = await list(`limit=1&cursor=${second.nextCursor ?? ''}`);
    expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual([
      'b',
      'a',
      'set-back',
    ]);
    expect(third.nextCursor).toBeNull();
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=1e2', 'limit'],
    ['status=done', 'status'],
    ['status=failed&status=done', 'status'],
    ['from=yesterday', 'from'],
    ['to=2026-06-18T12:00:00', 'to'],
    ['from=2026-06-19&to=2026-06-18', 'to'],
    ['command=a&command=b', 'command'],
    ['actor=', 'actor'],
    ['cursor=nonsense', 'cursor'],
    [`cursor=${Buffer.from('1.-1.5').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('1.1.5').toString('base64url')}%3D`, 'cursor'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['staus=failed', 'staus'],
  ])('refuses %s', async (query, path) => {
    const answer: TestAnswer = await client.get(`/api/operations?${query}`);
    expect(answer.status).toBe(422);
    const { issues } = answer.body as { issues: { path: string }[] };
    expect(issues.some((issue) => issue.path.startsWith(path))).toBe(true);
  });

  it('names what there is to filter by, within a window', async () => {
    await record(
      { command: 'docker.pull', actor: 'marta', target: 'a/b' },
      { command: 'docker.pull-all', actor: 'cli', target: null, status: 'running' },
    );
    expect((await client.get('/api/operations/facets')).body).toEqual({
      commands: ['docker.pull', 'docker.pull-all'],
      targets: ['a/b'],
      actors: ['cli', 'marta'],
      truncated: false,
      counts: {
        commands: expect.arrayContaining([
          { name: 'docker.pull', operations: 1 },
          { name: 'docker.pull-all', operations: 1 },
        ]) as unknown,
        targets: [{ name: 'a/b', operations: 1 }],
        actors: expect.arrayContaining([{ name: 'cli', operations: 1 }]) as unknown,
        statuses: [
          { name: 'succeeded', operations: 1 },
          { name: 'running', operations: 1 },
        ],
      },
    });
    expect((await client.get('/api/operations/facets?from=2026-06-18T12:01:00Z')).body).toEqual({
      commands: ['docker.pull-all'],
      targets: [],
      actors: ['cli'],
      truncated: false,
      counts: expect.objectContaining({
        commands: [{ name: 'docker.pull-all', operations: 1 }],
        targets: [],
      }) as unknown,
    });
  });

  it('expects a run to take what the last successful ones took: on that target, else anywhere', async () => {
    const expected = async (query: string): Promise<unknown> =>
      (await client.get(`/api/operations/expected?command=service.restart${query}`)).body;
    expect(await expected('')).toEqual({ expectedMs: null, runs: 0, basis: null });
    await record(
      ...Array.from({ length: 30 }, (_, index) => ({ target: 'a/b', durationMs: index * 100 })),
      { target: 'a/c', durationMs: 60_000 },
      { target: 'a/b', durationMs: 90_000, status: 'failed' as const },
    );
    expect(await expected('&target=a/b')).toEqual({ expectedMs: 1_950, runs: 20, basis: 'target' });
    expect(await expected('&target=a/c')).toEqual({ expectedMs: 60_000, runs: 1, basis: 'target' });
    expect(await expected('&target=a/d')).toEqual({ expectedMs: 2_050, runs: 20, basis: 'command' });
  });
});
