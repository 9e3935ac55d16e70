import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { withRawDatabase } from '../../platform/database/testing/raw-database.ts';
import { CommandCatalog } from '../command-catalog.ts';
import type { AnyCommand, Reconciled } from '../command.ts';
import { type CommandsApp, startCommandsApp } from '../testing/commands-app.ts';
import { detail, ended, events, run, until } from '../testing/operation-client.ts';
import { testCommands } from '../testing/test-commands.ts';
import { trailOf } from '../testing/trail-rows.ts';

jest.setTimeout(60_000);

/** A process that is no more. */
const GONE = `gone:1:1`;

describe('an operation whose process is gone', () => {
  let folder: string;
  let app: CommandsApp;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-orphans-'));
    app = await startCommandsApp({ dataDirectory: folder });
  });
  afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  /** Ends the program as a power cut would: the books say that the operation still runs. */
  async function crash(ids: readonly string[], status: 'queued' | 'running' = 'running'): Promise<void> {
    await app.close();
    await withRawDatabase(join(folder, 'homelab.db'), (database) => {
      for (const id of ids) {
        database
          .prepare(
            `UPDATE operations SET status = ?, finished_at = NULL, error_code = NULL, error_message = NULL, runner = ?,
               started_at = CASE WHEN ? = 'queued' THEN NULL ELSE started_at END WHERE id = ?`,
          )
          .run(status, GONE, status, id);
        database.prepare(`DELETE FROM operation_outputs WHERE operation_id = ?`).run(id);
        database
          .prepare(
            `DELETE FROM operation_events WHERE operation_id = ? AND seq = (SELECT max(seq) FROM operation_events WHERE operation_id = ?)`,
          )
          .run(id, id);
      }
    });
  }

  /** Starts it again, with a command that finds something in reality. */
  async function restart(found?: () => Promise<Reconciled | null>): Promise<void> {
    const commands = testCommands().map((command): AnyCommand =>
      command.id === 'test.sleep' && found !== undefined ? { ...command, reconcile: found } : command,
    );
    app = await startCommandsApp({ dataDirectory: folder, commands: new CommandCatalog(commands) });
  }

  it('is interrupted, with its output, and its lock is free', async () => {
    const operator = app.as('operator');
    const { id } = await run(operator, 'test.sleep', { ms: 1, lock: 'service:a/b' });
    await ended(operator, { id });
    await crash([id]);
    mkdirSync(join(folder, 'operations'), { recursive: true });
    writeFileSync(join(folder, 'operations', `${id}.0`), 'as far as it came\n');
    await restart();
    const client = app.as('operator');
    expect(await ended(client, { id })).toMatchObject({
      status: 'interrupted',
      error: { code: 'interrupted', message: expect.stringContaining('in the middle of it') },
      output: { bytes: 18, truncated: false },
    });
    expect((await client.get(`/api/operations/${id}/output`)).text).toBe('as far as it came\n');
    expect(trailOf(app, id).at(-1)).toBe('command.finished interrupted');
    const { seq, kind } = (await events(client, id)).at(-1) ?? {};
    expect(kind).toBe('state');
    expect(seq).toBeGreaterThan(2 ** 32); // newer than all that was told of it live
    await ended(client, await run(client, 'test.sleep', { ms: 1, lock: 'project:a' }));
    while (existsSync(join(folder, 'operations', `${id}.0`)));
  });

  it.each([
    ['what it was to do was done', { status: 'succeeded' }, { status: 'succeeded', error: null }],
    [
      'it was not',
      { status: 'failed', error: { code: 'unhealthy', message: 'It is not well.' } },
      { status: 'failed', error: { code: 'unhealthy', message: 'It is not well.' } },
    ],
    ['that cannot be told', null, { status: 'interrupted' }],
  ] as const)('has the outcome reality tells: %s', async (_what, found, outcome) => {
    const { id } = await run(app.as('operator'), 'test.sleep', { ms: 1 });
    await ended(app.as('operator'), { id });
    await crash([id]);
    await restart(async () => Promise.resolve(found));
    expect(await ended(app.as('operator'), { id })).toMatchObject(outcome);
  });

  it('is interrupted where its command cannot find out, or takes too long', async () => {
    for (const found of [
      async () => Promise.reject(new Error('the engine is away')),
      async () => new Promise<null>(() => undefined),
    ]) {
      const { id } = await run(app.as('operator'), 'test.sleep', { ms: 1 });
      await ended(app.as('operator'), { id });
      await crash([id]);
      const began = performance.now();
      await restart(found);
      expect(await ended(app.as('operator'), { id })).toMatchObject({ status: 'interrupted' });
      expect(performance.now() - began).toBeLessThan(6_000);
    }
  });

  it('never began where it was waiting, and nothing is tried again', async () => {
    const { id } = await run(app.as('operator'), 'test.sleep', { ms: 1 });
    await ended(app.as('operator'), { id });
    await crash([id], 'queued');
    await restart(async () => Promise.reject(new Error('it is not even asked')));
    expect(await ended(app.as('operator'), { id })).toMatchObject({
      status: 'interrupted',
      startedAt: null,
      error: { message: expect.stringContaining('It never began') },
    });
  });

  it('leaves alone what another process runs, shows it, and can cancel it', async () => {
    const client = app.as('operator');
    const { id } = await run(client, 'test.succeed');
    await ended(client, { id });
    await crash([id]);
    const alive = await runnerOfThisProcess();
    await withRawDatabase(join(folder, 'homelab.db'), (database) =>
      database.prepare('UPDATE operations SET runner = ? WHERE id = ?').run(alive, id),
    );
    await restart();
    const again = app.as('operator');
    expect(await detail(again, id)).toMatchObject({ status: 'running' });
    const answer = await again.post(`/api/operations/${id}/cancel`);
    expect(answer).toMatchObject({ status: 202 });
    expect(await until(again, id, ({ cancelRequestedBy }) => cancelRequestedBy !== null)).toMatchObject({
      status: 'running',
      cancelRequestedBy: 'operator',
    });
    await withRawDatabase(join(folder, 'homelab.db'), (database) =>
      database.prepare('UPDATE operations SET runner = ? WHERE id = ?').run(GONE, id),
    );
  });
});

/** A process that lives as long as this test, and is another one: the parent. */
async function runnerOfThisProcess(): Promise<string> {
  const { runnerIdentity } = await import('../runner-identity.ts');
  return runnerIdentity(process.ppid);
}
