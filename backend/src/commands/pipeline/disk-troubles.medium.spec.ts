import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Operation } from '#shared/operation';
import { Ledger } from '../../platform/database/ledger.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { type CommandsApp, startCommandsApp } from '../testing/commands-app.ts';
import { Ballast } from '../runtime/ballast.ts';
import { memoryFolder } from '../testing/memory-folder.ts';
import { ended, post, run } from '../testing/operation-client.ts';
import { DISK_TROUBLES, SabotagedLedger, sqliteError } from '../testing/sabotaged-ledger.ts';
import { trailOf } from '../testing/trail-rows.ts';

jest.setTimeout(120_000);

describe('with a database that does not take it', () => {
  let app: CommandsApp;
  let operator: TestClient;
  let ledger: SabotagedLedger;
  let witness: string;
  let folder: string;
  beforeEach(async () => {
    folder = memoryFolder();
    app = await startCommandsApp({ dataDirectory: folder, classes: [[Ledger, SabotagedLedger]] });
    operator = app.as('operator');
    ledger = app.get(Ledger) as SabotagedLedger;
    witness = join(folder, 'witness');
  });
  afterEach(async () => {
    ledger.disarm();
    await app.close();
    rmSync(folder, { recursive: true });
  });

  /** The operations that really began, each time they did. */
  const begun = (): readonly string[] =>
    existsSync(witness) ? readFileSync(witness, 'utf8').split('\n').slice(0, -1) : [];

  const expectRecorded = (id: string): void => {
    expect(trailOf(app, id)[0]).toBe('command.requested accepted');
  };

  it.each(DISK_TROUBLES)('nothing runs that is not on record, wherever %s strikes', async (code) => {
    let refusals = 0;
    for (let statement = 0; ; statement += 1) {
      ledger.armAt(statement, () => {
        throw sqliteError(code);
      });
      let hasStruck: boolean;
      const { status, body } = await post(operator, 'test.sleep', { ms: 1, lock: 'lock', witness });
      if (status === 202) {
        const { operation } = body as { readonly operation: Operation };
        await settled(operation.id);
        hasStruck = ledger.disarm();
        expect(begun().filter((id) => id === operation.id)).toHaveLength(1);
        expect(trailOf(app, operation.id)).toEqual([
          'command.requested accepted',
          'command.finished succeeded',
        ]);
      } else {
        hasStruck = ledger.disarm();
        expect({ status, body }).toMatchObject({ status: 503, body: { code: 'audit_unavailable' } });
        refusals += 1;
      }
      if (!hasStruck) break;
    }
    expect(refusals).toBeGreaterThan(10); // the statements before the intent is on the disk, its commit included
    for (const id of begun()) expectRecorded(id);
    expect(new Set(begun()).size).toBe(begun().length);
    expect(app.get(Ledger).all(`SELECT id FROM operations WHERE status <> 'succeeded'`)).toEqual([]);
  });

  it.each(DISK_TROUBLES)('the outcome is written as soon as %s is over', async (code) => {
    const operation = await run(operator, 'test.sleep', { ms: 50, lock: 'lock' });
    ledger.armForAll(() => {
      throw sqliteError(code);
    });
    expect(await post(operator, 'test.succeed')).toMatchObject({
      status: 503,
      body: { code: 'audit_unavailable' },
    });
    expect(await operator.post(`/api/operations/${operation.id}/cancel`)).toMatchObject({
      status: 503,
      body: { code: 'audit_unavailable' },
    });
    await sleep(600); // the look at the books fails meanwhile, too
    ledger.disarm();
    expect(await ended(operator, operation)).toMatchObject({ status: 'succeeded' });
    expect(trailOf(app, operation.id)).toEqual(['command.requested accepted', 'command.finished succeeded']);
    await run(operator, 'test.sleep', { ms: 1, lock: 'lock' });
  });

  it('gives up its ballast on a full disk, and lays it by again', async () => {
    const ballast = join(folder, 'ballast');
    while (!existsSync(ballast)) await sleep(5);
    const operation = await run(operator, 'test.sleep', { ms: 20 });
    ledger.armForAll(() => {
      if (existsSync(ballast)) throw sqliteError('SQLITE_FULL');
    });
    while (existsSync(ballast)) await sleep(5);
    ledger.disarm();
    await ended(operator, operation);
    await app.get(Ballast).provide();
    expect(existsSync(ballast)).toBe(true);
  });

  /** Asked past the sabotage: it may strike a question of ours. */
  async function settled(id: string): Promise<void> {
    for (;;) {
      try {
        const row = app
          .get(Ledger)
          .get(`SELECT 1 FROM operations WHERE id = ? AND finished_at IS NOT NULL`, id);
        if (row !== undefined) return;
      } catch {
        // it struck; asked again
      }
      await sleep(2);
    }
  }
});
