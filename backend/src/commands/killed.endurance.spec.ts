import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { buildProgram } from '../../../scripts/lib/build-server.mjs';
import { verifyFile } from '../audit/public.ts';
import { withRawDatabase } from '../platform/database/testing/raw-database.ts';
import { PROGRAM } from '../platform/testing/program.ts';
import { problemsOfBooks, witnessed } from './testing/book-audit.ts';
import { Mortal } from './adapters/testing/mortal.ts';

/** More of them: HOMELAB_ENDURANCE_CYCLES=2000 npm test. */
const CYCLES = Number(process.env['HOMELAB_ENDURANCE_CYCLES'] ?? 200);

/** Statements of the ledger from an idle process until some operations have ended; beyond it everything repeats. */
const STATEMENTS = 150;

/** From the start of the process until its predecessor's operations are ended in the books. */
const RECONCILED_WITHIN_MS = 3_000;

jest.setTimeout(60_000 + CYCLES * 8_000);

describe('the program, killed', () => {
  const built = join(PROGRAM.root, 'node_modules', '.cache', 'endurance');
  const program = join(built, 'mortal-program.mjs');
  let folder: string;
  beforeAll(async () => {
    await buildProgram(join(import.meta.dirname, 'testing', 'mortal-program.ts'), built);
  });
  afterAll(() => {
    rmSync(built, { recursive: true });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-killed-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const start = (): Mortal => Mortal.start(program, folder, join(folder, 'witness'));

  it(`${CYCLES} times, in every phase: nothing lost, nothing doubled, nothing left running`, async () => {
    const told: string[] = [];
    const times: number[] = [];
    for (let cycle = 0; cycle <= CYCLES; cycle += 1) {
      const mortal = start();
      times.push(await mortal.ready());
      expect(await problemsOfBooks(folder, told)).toEqual([]);
      // Half of them at a statement of the ledger, each in turn; half at any moment.
      const isByItself = cycle % 2 === 0;
      mortal.tell(`work ${cycle} ${isByItself ? (cycle / 2) % STATEMENTS : -1}`);
      if (!isByItself) await sleep((cycle * 37) % 400);
      if (!isByItself || cycle === CYCLES) mortal.kill();
      await mortal.gone();
      told.push(...mortal.told);
    }
    const last = start();
    await last.ready();
    last.kill();
    await last.gone();
    expect(await problemsOfBooks(folder, told)).toEqual([]);
    await expectSound();
    expect(told.length).toBeGreaterThan(CYCLES / 4);
    const sorted = times.slice(1).sort((a, b) => a - b); // the first found an empty folder
    const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Infinity;
    process.stderr.write(
      `${CYCLES} kills, ${told.length} operations; start and reconcile: 99 of 100 within ${Math.round(p99)} ms, all within ${Math.round(sorted.at(-1) ?? 0)} ms\n`,
    );
    expect(p99).toBeLessThan(RECONCILED_WITHIN_MS); // not the maximum: one start may meet a machine that is busy
  });

  it('or not: two processes never have the same lock at once', async () => {
    const both = [start(), start()];
    for (const mortal of both) await mortal.ready();
    for (const mortal of both) mortal.tell('take project:media 100');
    await Promise.all(both.map(async (mortal) => mortal.word('done')));
    await Promise.all(both.map(async (mortal) => mortal.gone()));
    expect(
      await problemsOfBooks(
        folder,
        both.flatMap(({ told }) => told),
      ),
    ).toEqual([]);
    expect(witnessed(join(folder, 'witness'))).toHaveLength(200);
    const overlaps = await withRawDatabase(join(folder, 'homelab.db'), (database) =>
      database
        .prepare(
          `SELECT a.id FROM operations a JOIN operations b ON a.seq < b.seq AND b.requested_at < a.finished_at
           WHERE a.status <> 'refused' AND b.status <> 'refused'`,
        )
        .all(),
    );
    expect(overlaps).toEqual([]);
  });

  async function expectSound(): Promise<void> {
    const file = join(folder, 'homelab.db');
    expect(verifyFile({ file, checkpointKey: null, known: null })).toMatchObject({ ok: true });
    const answer = await withRawDatabase(file, (database) => database.pragma('integrity_check'));
    expect(answer).toEqual([{ integrity_check: 'ok' }]);
  }
});
