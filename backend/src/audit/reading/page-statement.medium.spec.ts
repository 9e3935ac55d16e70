import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AUDIT_OUTCOMES, type AuditFilter } from '#shared/audit';
import { Database } from '../../platform/database/database.ts';
import { Ledger } from '../../platform/database/ledger.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { verifyFile } from '../chain/verify-file.ts';
import { fillTrail } from '../testing/fill-trail.ts';
import { AuditQueryRepository } from './audit-query.repository.ts';
import { type PageEnd, pageStatement } from './page-statement.ts';

jest.setTimeout(180_000);

/** Fewer for a quick look: `TEST_ENTRIES=20000`. */
const COUNT = Number(process.env['TEST_ENTRIES'] ?? 1_000_000);

const START = Date.parse('2026-01-01T00:00:00.000Z');
const EVERY_MS = 30_000;
const BEGIN = START + (COUNT / 4) * EVERY_MS;
const WINDOW = {
  from: new Date(BEGIN).toISOString(),
  to: new Date(BEGIN + (COUNT / 10) * EVERY_MS).toISOString(),
};

const PAGE_SIZE = 50;

const FILTERS: readonly AuditFilter[] = [
  { outcome: 'interrupted', ...WINDOW },
  { target: 'media/service-31', ...WINDOW },
  { actor: 'stranger' },
  { action: 'auth.login-failed', actor: 'schedule', target: 'media/service-31' },
  { actor: 'marta', target: 'media/service-31', ...WINDOW },
  { action: 'command.requested', target: 'media/service-7', outcome: 'succeeded', ...WINDOW },
  { action: 'command.requested', actor: 'marta', ...WINDOW },
  { actor: 'stranger', outcome: 'interrupted', ...WINDOW },
  { operation: 'op-1200' },
  { operation: 'op-1200', action: 'command.requested' },
];

/** Each of many, together none. */
const NEVER_MEETING: readonly AuditFilter[] = [
  { action: 'command.requested', actor: 'paul' },
  { action: 'auth.login-failed', outcome: 'succeeded' },
  { action: 'command.requested', actor: 'paul', outcome: 'succeeded', ...WINDOW },
];

describe(`the pages of ${COUNT} entries`, () => {
  let folder: string;
  let database: Database;
  let ledger: Ledger;
  let queries: AuditQueryRepository;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-audit-pages-'));
    const empty = await Database.open(folder, [], 0);
    await empty.close();
    await fillTrail(empty.file, { entries: COUNT, startAt: START, everyMs: EVERY_MS });
    database = await Database.open(folder, [], 0);
    ledger = new Ledger(database, new UnitOfWork(database));
    queries = new AuditQueryRepository(ledger);
  });
  afterAll(async () => {
    ledger.onApplicationShutdown();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  function pageThrough(filter: AuditFilter): number[] {
    const seqs: number[] = [];
    for (let after: PageEnd | null = null; ;) {
      const rows = queries.page(filter, after, 200);
      seqs.push(...rows.map(({ seq }) => seq));
      const last = rows.at(-1);
      if (last === undefined) return seqs;
      after = last;
    }
  }

  it.each(FILTERS)('are all of %j, once, newest first', (filter) => {
    const expected = queries.stretch(filter, 0, COUNT).map(({ seq }) => seq);
    expect(expected.length).toBeGreaterThan(0);
    expect(pageThrough(filter)).toEqual(expected.reverse());
  });

  it.each(NEVER_MEETING)('of %j are none, and cost nothing', (filter) => {
    const began = performance.now();
    for (let time = 0; time < 20; time += 1) expect(queries.page(filter, null, PAGE_SIZE)).toEqual([]);
    expect((performance.now() - began) / 20).toBeLessThan(20); // searching for them takes more than 100 ms
  });

  it('are read from the one index made for them, and nothing is sorted', () => {
    const after = { at: START + COUNT * 10_000, seq: 1_000 };
    const all: readonly AuditFilter[] = [...FILTERS, ...NEVER_MEETING, {}, WINDOW];
    for (const filter of all)
      for (const end of [null, after]) {
        const { sql, values } = pageStatement(filter, end, PAGE_SIZE);
        const steps = (
          ledger.all(`EXPLAIN QUERY PLAN ${sql}`, ...values) as { readonly detail: string }[]
        ).map(({ detail }) => detail);
        const reads = steps.filter((step) => step.includes('audit_logs'));
        const isNarrow = filter.operation !== undefined || filter.outcome !== undefined;
        const fixes = ['action', 'actor', 'target'].some((name) => name in filter);
        expect(reads).toHaveLength(isNarrow || !fixes ? 1 : AUDIT_OUTCOMES.length);
        expect(steps.join('\n')).not.toMatch(/TEMP B-TREE|MATERIALIZE/);
        for (const step of reads) {
          expect(step).toContain('USING INDEX IX_audit_logs_');
          if (end !== null) expect(step).toMatch(/at<\?|\(at,seq\)<\(\?,\?\)/);
        }
      }
  });

  it('come from a chain that is unbroken, checked at 100,000 entries a second at the least', () => {
    const began = performance.now();
    expect(verifyFile({ file: database.file, checkpointKey: null, known: null })).toMatchObject({
      ...{ ok: true, entries: COUNT },
    });
    expect(COUNT / ((performance.now() - began) / 1_000)).toBeGreaterThan(100_000); // the bench has the goal itself
  });
});
