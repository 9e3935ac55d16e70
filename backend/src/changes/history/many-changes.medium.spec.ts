import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChangeKind } from '#shared/change';
import { laneOf } from '#shared/change';
import { ASKED_KIND, ASKED_SERVICE, RARE } from '../../../../e2e/bench/made-changes.ts';
import { wordsOf } from '#shared/search-words';
import { Database } from '../../platform/database/database.ts';
import { Ledger } from '../../platform/database/ledger.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { PROGRAM } from '../../platform/testing/program.ts';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { byPlace, type ChangePlace } from './change-cursor.ts';
import { ChangeHistory } from './change-history.ts';
import { ChangeHistoryRepository } from './change-history.repository.ts';
import { ChangeLanesRepository } from './change-lanes.repository.ts';
import { ChangeSearchRepository } from './change-search.repository.ts';
import type { ChangesQuery } from './changes-filter.ts';
import { OperationLaneRepository } from './operation-lane.repository.ts';

jest.setTimeout(300_000);

/** A million take more than a minute to make: `TEST_CHANGES=1000000`. */
const COUNT = Number(process.env['TEST_CHANGES'] ?? 100_000);

const END = Date.UTC(2026, 5, 18);
const DAY = 86_400_000;
const WINDOW = { from: END - 200 * DAY, to: END - 170 * DAY };

type Filter = Omit<ChangesQuery, 'limit' | 'cursor'>;

const FILTERS: readonly Filter[] = [
  {},
  WINDOW,
  { service: ASKED_SERVICE },
  { kind: ASKED_KIND },
  { kind: RARE.kind },
  { kind: 'operation' },
  { actor: RARE.actor },
  { actor: 'marta' },
  { service: ASKED_SERVICE, kind: 'restarted', ...WINDOW },
  { service: 'project-6/service-27', actor: RARE.actor },
  { kind: RARE.kind, actor: RARE.actor },
  { lane: 'operations' },
  { lane: 'services', ...WINDOW },
  { lane: 'operations', actor: 'outside' },
];

const SEARCHES: readonly Filter[] = [
  { q: RARE.word },
  { q: 'serv 39 rest' },
  { q: 'HEALTH', ...WINDOW },
  { q: 'maintenance' },
  { q: 'server', lane: 'operations', actor: 'marta' },
  { q: 'restarted', service: ASKED_SERVICE },
  { q: 'service', kind: RARE.kind },
  { q: 'project', actor: RARE.actor, ...WINDOW },
  { q: 'failed', kind: 'operation' },
];

const EMPTY: readonly Filter[] = [
  { q: 'nowhere' },
  { q: RARE.word, kind: ASKED_KIND },
  { q: 'restarted', actor: RARE.actor },
  { actor: 'nobody' },
];

/** One of everything that can be listed, as it stands in its table. */
interface Plain {
  readonly id: string;
  readonly at: number;
  readonly source: 'o' | 'c';
  readonly seq: number;
  readonly kind: ChangeKind;
  readonly service: string | null;
  readonly actor: string;
  readonly operation_id: string | null;
  readonly text: string;
}

describe(`the list of ${COUNT} changes and the operations among them`, () => {
  let folder: string;
  let database: Database;
  let ledger: Ledger;
  let history: ChangeHistory;
  let everything: readonly Plain[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-many-changes-'));
    const empty = await Database.open(folder, [], 0);
    await empty.close();
    await promisify(execFile)(
      process.execPath,
      [
        ...PROGRAM.flags,
        join(PROGRAM.root, 'e2e/bench/fill-changes-program.ts'),
        empty.file,
        `${COUNT}`,
        `${END}`,
      ],
      { env: { ...process.env, ...PROGRAM.environment, NODE_OPTIONS: '' } },
    );
    database = await Database.open(folder, [], 0);
    ledger = new Ledger(database, new UnitOfWork(database));
    history = new ChangeHistory(
      new ChangeHistoryRepository(ledger),
      new ChangeSearchRepository(ledger),
      new ChangeLanesRepository(ledger, new OperationLaneRepository(ledger)),
      new FakeClock(END),
    );
    everything = (
      ledger.all(`
        SELECT 'c-' || seq AS id, at, 'c' AS source, seq, kind, service, actor, operation_id,
          concat_ws(' ', title, detail, actor, service) AS text FROM changes
        UNION ALL
        SELECT 'o-' || id, requested_at, 'o', seq, 'operation', target, actor, id,
          concat_ws(' ', title, target, actor, reason, error_message)
        FROM operations WHERE status <> 'refused'`) as Plain[]
    ).sort((a, b) => byPlace(placeOf(a), placeOf(b)));
  });
  afterAll(async () => {
    ledger.onApplicationShutdown();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  function pageThrough(filter: Filter): string[] {
    const ids: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = history.page({ ...filter, cursor, limit: 200 });
      ids.push(...items.map(({ id }) => id));
      if (nextCursor === null) return ids;
      cursor = nextCursor;
    }
  }

  it.each([...FILTERS, ...SEARCHES])('is all of %j once, newest first', (filter) => {
    const expected = everything.filter((one) => isWithin(one, filter)).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    const found = pageThrough(filter);
    const partAt = expected.findIndex((id, index) => found[index] !== id);
    expect({ length: found.length, partAt }).toEqual({ length: expected.length, partAt: -1 });
  });

  it.each(EMPTY)('of %j is empty, and that costs nothing', (filter) => {
    const began = performance.now();
    for (let time = 0; time < 20; time += 1) expect(pageThrough(filter)).toEqual([]);
    expect((performance.now() - began) / 20).toBeLessThan(20); // looking at each takes 80 ms and more
  });

  it('finds an operation by how it ended, and none that was refused or is gone', async () => {
    const found = (q: string) => pageThrough({ q }).length;
    const write = async (sql: string) => ledger.write((tx) => tx.run(sql));
    await write(`
      INSERT INTO operations (id, command, title, risk, target, params, services, actor, status, timeout_ms,
        requested_at, output_bytes, output_truncated)
      VALUES ('late', 'service.start', 'Start quince', 'safe', 'garden/quince', '{}', '[]', 'marta', 'running', 1, ${END}, 0, 0)`);
    expect([found('quin'), found('frost')]).toEqual([1, 0]);
    await write(
      `UPDATE operations SET status = 'failed', error_message = 'Frost at night' WHERE id = 'late'`,
    );
    expect([found('quin'), found('frost'), found('quince night marta')]).toEqual([1, 1, 1]);
    await write(`UPDATE operations SET status = 'refused' WHERE id = 'late'`);
    expect([found('quin'), found('frost')]).toEqual([0, 0]);
    await write(`UPDATE operations SET status = 'failed', error_message = 'Frost anew' WHERE id = 'late'`);
    expect(found('anew')).toBe(1);
    await write(`DELETE FROM operations WHERE id = 'late'`);
    expect([found('quin'), found('anew')]).toEqual([0, 0]);
  });
});

function placeOf({ at, source, seq }: Plain): ChangePlace {
  return { at, source, seq };
}

function isWithin(one: Plain, { service, kind, actor, lane, q = '', from, to }: Filter): boolean {
  const words = wordsOf(q).map((word) => new RegExp(`(?<![a-z0-9])${word}`, 'i'));
  return (
    (service === undefined || one.service === service) &&
    (kind === undefined || one.kind === kind) &&
    (actor === undefined || one.actor === actor) &&
    (lane === undefined || laneOf(one.kind, one.operation_id) === lane) &&
    words.every((word) => word.test(one.text)) &&
    one.at >= (from ?? 0) &&
    one.at < (to ?? Infinity)
  );
}
