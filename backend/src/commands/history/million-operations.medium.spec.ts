import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '#shared/search-words';
import { TARGETS } from '../../../../e2e/bench/made-operations.ts';
import { Database } from '../../platform/database/database.ts';
import { Ledger } from '../../platform/database/ledger.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { countDownload } from '../../platform/testing/count-download.ts';
import { PROGRAM } from '../../platform/testing/program.ts';
import {
  residentBytes,
  SERVER_PASSWORD,
  startProcess,
  urlOf,
} from '../../platform/testing/server-process.ts';
import { TestClient } from '../../platform/testing/test-client.ts';
import { fromCursor } from './cursor.ts';
import {
  indexOf,
  listStatement,
  type OperationFilter,
  type Position,
  searchStatement,
  type Statement,
} from './list-statement.ts';
import { OperationList } from './operation-list.repository.ts';
import { RollupRebuild } from './rollup-rebuild.repository.ts';
import { Rollups } from './rollup.repository.ts';

/** Fewer for a quick look: `TEST_OPERATIONS=20000`. A million take most of a minute to make. */
const COUNT = Number(process.env['TEST_OPERATIONS'] ?? 1_000_000);

const END = Date.UTC(2026, 5, 18);
const DAY = 86_400_000;
const MIB = 1_024 * 1_024;
const [TARGET = ''] = TARGETS;

const FILTERS: readonly OperationFilter[] = [
  {},
  { command: 'service.restart' },
  { actor: 'guest' },
  { target: TARGET },
  { command: 'docker.pull', actor: 'marta' },
  { command: 'docker.pull', target: TARGET },
  { actor: 'marta', target: TARGET },
  { command: 'docker.pull', actor: 'marta', target: TARGET },
  { statuses: ['failed'] },
  { statuses: ['failed', 'timed_out', 'interrupted'] },
  { command: 'service.restart', statuses: ['interrupted'] },
  { command: 'service.restart', actor: 'schedule', target: TARGET, statuses: ['failed', 'cancelled'] },
  { from: END - 200 * DAY, to: END - 170 * DAY },
  { from: END - 100 * DAY, actor: 'jonas', statuses: ['refused'] },
  { to: END - 300 * DAY, command: 'compose.up' },
];

const SEARCHES: readonly (readonly [q: string, filter: OperationFilter])[] = [
  ['media', { statuses: ['failed', 'refused'] }],
  ['maintenance', {}],
  ['health paper', {}],
  ['media/serv', { actor: 'petra' }],
  ['restart', { command: 'compose.up', from: END - 200 * DAY, to: END - 170 * DAY }],
];

interface Plain {
  readonly seq: number;
  readonly id: string;
  readonly command: string;
  readonly actor: string;
  readonly target: string | null;
  readonly status: string;
  readonly requested_at: number;
  readonly text: string;
}

describe(`the list of ${COUNT} operations`, () => {
  let folder: string;
  let database: Database;
  let ledger: Ledger;
  let list: OperationList;
  let everything: readonly Plain[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-million-'));
    const empty = await Database.open(folder, [], 0);
    await empty.close();
    await fill(empty.file);
    database = await Database.open(folder, [], 0);
    ledger = new Ledger(database, new UnitOfWork(database));
    list = new OperationList(ledger);
    everything = ledger.all(
      `SELECT seq, id, command, actor, target, status, requested_at,
         concat_ws(' ', target, reason, error_message) AS text
       FROM operations NOT INDEXED ORDER BY seq DESC`,
    ) as Plain[];
  }, 300_000);
  afterAll(async () => {
    ledger.onApplicationShutdown();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  function pageThrough(filter: OperationFilter, q: string): string[] {
    const ids: string[] = [];
    for (let after: Position | null = null; ;) {
      const { items, nextCursor } = list.page(filter, wordsOf(q), after, 200);
      ids.push(...items.map(({ id }) => id));
      if (nextCursor === null) return ids;
      after = fromCursor(nextCursor);
    }
  }

  it.each(FILTERS)(
    'goes through all of %j once, newest first',
    (filter) => {
      const expected = everything
        .filter((one) => isWithin(one, filter))
        .sort((a, b) => b.requested_at - a.requested_at) // stable: of the same moment, the last recorded stays first
        .map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(0);
      expectSame(pageThrough(filter, ''), expected);
    },
    60_000,
  );

  it.each(SEARCHES)(
    'finds all of %j in %j once, last recorded first',
    (q, filter) => {
      const words = wordsOf(q).map((word) => new RegExp(`(?<![a-z0-9])${word}`, 'i'));
      const expected = everything
        .filter((one) => isWithin(one, filter) && words.every((word) => word.test(one.text)))
        .map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(0);
      expectSame(pageThrough(filter, q), expected);
    },
    60_000,
  );

  it('reads each filter from the one index made for it, and sorts nothing', () => {
    const position = { requestedAt: END - 220 * DAY, seq: 1_000 };
    for (const filter of FILTERS)
      for (const after of [null, position]) {
        const steps = planOf(listStatement(filter, after, 51));
        const index = `USING INDEX ${indexOf(filter)} (`;
        const reads = steps.filter((step) => step.includes('operations'));
        expect(reads).toHaveLength(filter.statuses?.length ?? 8);
        for (const step of reads) {
          expect(step).toContain(`SEARCH operations ${index}`);
          expect(step).toContain('status=?');
          if (after !== null) expect(step).toContain('requested_at<?'); // of the same millisecond, the rest is skipped
        }
        expect(steps.join('\n')).not.toMatch(/TEMP B-TREE|SCAN|MATERIALIZE/);
      }
  });

  it('reads a search from the full text, and looks up only what it shows', () => {
    for (const [q, filter] of SEARCHES) {
      const steps = planOf(searchStatement(wordsOf(q), filter, { requestedAt: END, seq: 50_000 }, 51));
      const reads = steps.filter((step) => /^(SCAN|SEARCH)/.test(step) && !step.includes('operation_hours'));
      expect(reads).toEqual([
        expect.stringMatching(/^SCAN operation_search VIRTUAL TABLE INDEX \d+:.*M/),
        'SEARCH o USING INTEGER PRIMARY KEY (rowid=?)',
      ]);
      expect(steps.join('\n')).not.toContain('TEMP B-TREE');
      for (const step of steps.filter((one) => one.includes('operation_hours')))
        expect(step).toBe(
          'SEARCH operation_hours USING INTEGER PRIMARY KEY ' +
            (step.includes('>?') ? '(rowid>?)' : '(rowid<?)'),
        );
    }
  });

  it('has rollups that lack nothing', () => {
    const rebuild = new RollupRebuild(ledger, new Rollups(ledger));
    expect(rebuild.weeks().length).toBeGreaterThan(55);
    expect(rebuild.weeks().filter((week) => rebuild.lags(week))).toEqual([]);
  });

  it('are taken away without being kept in memory', async () => {
    const server = startProcess(folder);
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, residentBytes(server))), 20);
    try {
      const url = await urlOf(server);
      const admin = new TestClient(url);
      await admin.post('/api/auth/login', { username: 'admin', password: SERVER_PASSWORD });
      const take = async (query: string) =>
        countDownload(admin, new URL(`/api/operations/export?format=jsonl${query}`, url));
      await take(`&from=${new Date(END - 40 * DAY).toISOString()}`);
      const ofTenth = most;
      const { lines, bytes, complete } = await take('');
      expect({ lines, complete }).toEqual({ lines: COUNT, complete: true });
      expect(bytes).toBeGreaterThan(COUNT * 300);
      // The heap is let grow by one step of 60 MiB somewhere on the way, and by none after that.
      expect(most - ofTenth).toBeLessThan(100 * MIB);
    } finally {
      clearInterval(watch);
      server.kill('SIGKILL');
    }
  }, 120_000);

  function planOf({ sql, values }: Statement): string[] {
    const steps = ledger.all(`EXPLAIN QUERY PLAN ${sql}`, ...values) as { readonly detail: string }[];
    return steps.map(({ detail }) => detail);
  }
});

async function fill(file: string): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [
      ...PROGRAM.flags,
      join(PROGRAM.root, 'e2e/bench/fill-operations-program.ts'),
      file,
      `${COUNT}`,
      `${END}`,
    ],
    { env: { ...process.env, ...PROGRAM.environment, NODE_OPTIONS: '' } },
  );
}

function isWithin(one: Plain, { command, actor, target, statuses, from, to }: OperationFilter): boolean {
  return (
    (command === undefined || one.command === command) &&
    (actor === undefined || one.actor === actor) &&
    (target === undefined || one.target === target) &&
    (statuses === undefined || statuses.some((status) => status === one.status)) &&
    one.requested_at >= (from ?? 0) &&
    one.requested_at < (to ?? Infinity)
  );
}

/** Says where two long lists part, instead of printing both. */
function expectSame(actual: readonly string[], expected: readonly string[]): void {
  const index = expected.findIndex((id, position) => actual[position] !== id);
  expect({ length: actual.length, partAt: index }).toEqual({ length: expected.length, partAt: -1 });
}
