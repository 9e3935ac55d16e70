import { rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Ledger } from '../../platform/database/ledger.ts';
import { defineCommand } from '../command.ts';
import { CommandCatalog } from '../command-catalog.ts';
import * as z from 'zod/mini';
import { type CommandsApp, startCommandsApp } from '../testing/commands-app.ts';
import { memoryFolder } from '../testing/memory-folder.ts';
import { Dispatcher } from '../runtime/dispatcher.ts';
import { Cancellation } from './cancellation.ts';
import type { CommandActor } from './command-request.ts';
import { CommandRunner } from './command-runner.ts';
import { NotRunning } from './run-errors.ts';

jest.setTimeout(180_000);

const ROUNDS = 10_000;
const AT_ONCE = 8;

const ACTOR: CommandActor = { name: 'marta', id: null, role: 'admin', address: null };

/** Ends after some turns of the event loop, or at once when it is told to. */
const brief = defineCommand({
  ...{ id: 'test.brief', title: 'Brief', description: 'For tests only.', risk: 'safe', role: 'operator' },
  ...{ confirmation: 'none', scope: 'host', timeoutMs: 60_000, needsEngine: false },
  params: z.strictObject({ turns: z.number() }),
  resolve: (params) => params,
  target: () => null,
  lock: () => null,
  services: () => [],
  run: async ({ input: { turns }, signal }) => {
    for (let turn = 0; turn < turns; turn += 1) {
      await nextTurn();
      signal.throwIfAborted();
    }
    return {};
  },
});

describe('a cancel against the end of the command', () => {
  let app: CommandsApp;
  let folder: string;
  beforeEach(async () => {
    folder = memoryFolder();
    app = await startCommandsApp({
      dataDirectory: folder,
      environment: { HOMELAB_LOG_LEVEL: 'error' },
      commands: new CommandCatalog([brief]),
    });
  });
  afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it(`has exactly one outcome, ${ROUNDS} times`, async () => {
    const [runner, cancellation] = [app.get(CommandRunner), app.get(Cancellation)];
    let refused = 0;
    const round = async (number: number): Promise<void> => {
      const { id } = await runner.run({
        ...{ commandId: 'test.brief', params: { turns: number % 7 }, reason: null, confirm: null },
        ...{ idempotencyKey: null, actor: ACTOR, correlationId: null },
      });
      for (let turn = 0; turn < (number >> 3) % 7; turn += 1) await nextTurn();
      try {
        await cancellation.cancel(id, ACTOR);
      } catch (error) {
        if (!(error instanceof NotRunning)) throw error;
        refused += 1;
      }
    };
    for (let first = 0; first < ROUNDS; first += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, async (_, index) => round(first + index)));
    await app.get(Dispatcher).close();

    const ledger = app.get(Ledger);
    const statuses = ledger.all(
      'SELECT status, count(*) AS n FROM operations GROUP BY status ORDER BY status',
    ) as { readonly status: string; readonly n: number }[];
    expect(statuses.map(({ status }) => status)).toEqual(['cancelled', 'succeeded']);
    expect(statuses.reduce((sum, { n }) => sum + n, 0)).toBe(ROUNDS);
    for (const { n } of statuses) expect(n).toBeGreaterThan(ROUNDS / 50); // both really happen
    expect(refused).toBeGreaterThan(0);
    expect(
      ledger.get(
        `SELECT count(*) AS n FROM operations o WHERE 1 <> (SELECT count(*) FROM audit_logs a
           WHERE a.operation_id = o.id AND a.action = 'command.finished' AND a.outcome = o.status)`,
      ),
    ).toEqual({ n: 0 });
    expect(
      ledger.get(
        `SELECT count(*) AS n FROM operations o WHERE 1 <> (SELECT count(*) FROM operation_events e
           WHERE e.operation_id = o.id AND e.kind = 'state' AND json_extract(e.data, '$.status') NOT IN ('queued', 'running'))`,
      ),
    ).toEqual({ n: 0 });
    expect(ledger.get(`SELECT count(*) AS n FROM audit_logs WHERE action = 'command.finished'`)).toEqual({
      n: ROUNDS,
    });
  });
});
