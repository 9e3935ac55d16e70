import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { Ledger } from '../platform/database/ledger.ts';
import { withRawDatabase } from '../platform/database/testing/raw-database.ts';
import { type TestClient } from '../platform/testing/test-client.ts';
import { type CommandsApp, startCommandsApp } from './testing/commands-app.ts';
import { ended, events, post, run } from './testing/operation-client.ts';
import { trailOf } from './testing/trail-rows.ts';

jest.setTimeout(30_000);

describe('running a command', () => {
  let app: CommandsApp;
  let operator: TestClient;
  beforeEach(async () => {
    app = await startCommandsApp();
    operator = app.as('operator');
  });
  afterEach(async () => {
    await app.close();
  });

  describe('reaches each status, once, with its entries in the trail', () => {
    it('succeeded', async () => {
      const operation = await run(operator, 'test.succeed', {}, { reason: 'to see' });
      expect(operation).toMatchObject({
        command: 'test.succeed',
        actor: 'operator',
        reason: 'to see',
        error: null,
      });
      expect(['queued', 'running']).toContain(operation.status);
      const done = await ended(operator, operation);
      expect(done).toMatchObject({ status: 'succeeded', exitCode: 0, error: null, output: { bytes: 0 } });
      expect(done.durationMs).toBeGreaterThanOrEqual(0);
      expect(trailOf(app, operation.id)).toEqual([
        'command.requested accepted',
        'command.finished succeeded',
      ]);
      expect((await events(operator, operation.id)).map(({ data }) => data)).toEqual([
        { status: 'queued', error: null },
        { status: 'running', error: null },
        { status: 'succeeded', error: null },
      ]);
    });

    it('failed, with the reason and the exit code', async () => {
      const operation = await run(operator, 'test.fail');
      const error = { code: 'did_not_work', message: expect.stringContaining('Nothing can be done') };
      expect(await ended(operator, operation)).toMatchObject({ status: 'failed', exitCode: 7, error });
      expect(trailOf(app, operation.id)).toEqual(['command.requested accepted', 'command.finished failed']);
      expect((await events(operator, operation.id)).slice(2)).toMatchObject([
        { kind: 'step', data: { id: 'step-1', title: 'Failing', status: 'running' } },
        { kind: 'step', data: { id: 'step-1', status: 'failed', detail: error.message } },
        { kind: 'state', data: { status: 'failed', error } },
      ]);
    });

    it('failed, without the words of a defect', async () => {
      const operation = await ended(operator, await run(operator, 'test.crash'));
      expect(operation).toMatchObject({ status: 'failed', error: { code: 'internal_error' } });
      expect(JSON.stringify(operation)).not.toContain('secret');
      expect(app.logs.withMessage('A command failed unexpectedly')).toHaveLength(1);
    });

    it('timed_out', async () => {
      const operation = await run(operator, 'test.slow');
      expect(await ended(operator, operation)).toMatchObject({
        status: 'timed_out',
        error: { code: 'timed_out', message: expect.stringContaining('longer than it may (0.2 s)') },
      });
      expect(trailOf(app, operation.id)).toEqual([
        'command.requested accepted',
        'command.finished timed_out',
      ]);
    });

    it('cancelled', async () => {
      const operation = await run(operator, 'test.sleep', { ms: 60_000 });
      const answer = await operator.post(`/api/operations/${operation.id}/cancel`);
      expect(answer).toMatchObject({ status: 202, body: { operation: { id: operation.id } } });
      expect(await ended(operator, operation)).toMatchObject({
        status: 'cancelled',
        cancelRequestedBy: 'operator',
      });
      expect(trailOf(app, operation.id)).toEqual([
        'command.requested accepted',
        'command.cancel-requested accepted',
        'command.finished cancelled',
      ]);
    });

    it('interrupted, when the server stops, also where it waits', async () => {
      const running = await Promise.all(
        [1, 2, 3, 4].map(async () => run(operator, 'test.sleep', { ms: 60_000 })),
      );
      const waiting = await run(operator, 'test.succeed');
      const folder = app.dataDirectory;
      await app.nest.close();
      const rows = await withRawDatabase(join(folder, 'homelab.db'), (database) =>
        database.prepare('SELECT id, status, duration_ms AS ms FROM operations ORDER BY seq').all(),
      );
      expect(rows).toEqual([
        ...running.map(() => ({ id: expect.any(String), status: 'interrupted', ms: expect.any(Number) })),
        { id: waiting.id, status: 'interrupted', ms: null },
      ]);
    });

    it('refused', async () => {
      const answer = await post(app.as('viewer'), 'test.succeed');
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      const [row] = app.get(Ledger).all(`SELECT * FROM operations`) as [{ id: string }];
      expect(row).toMatchObject({
        status: 'refused',
        error_code: 'forbidden',
        runner: null,
        started_at: null,
      });
      expect(trailOf(app, row.id)).toEqual(['command.refused refused']);
    });
  });

  it('offers each command with the schema of its parameters', async () => {
    const { body } = await app.as('viewer').get('/api/commands');
    expect((body as { readonly commands: unknown[] }).commands).toContainEqual({
      id: 'test.on-service',
      title: 'test.on-service',
      description: 'For tests only.',
      risk: 'safe',
      role: 'operator',
      timeoutMs: 60_000,
      paramsSchema: expect.objectContaining({
        type: 'object',
        required: ['service'],
        additionalProperties: false,
      }),
      confirmation: 'none',
      reasonRequired: false,
      scope: 'service',
      allowedServices: null,
      allowedProjects: null,
    });
  });

  it('thins out progress, and stores where each part turned', async () => {
    const operation = await ended(
      operator,
      await run(operator, 'test.progress', { parts: 3, numbers: 1_000 }),
    );
    const stored = (await events(operator, operation.id)).filter(({ kind }) => kind === 'progress');
    expect(stored).toHaveLength(6);
    expect(stored.slice(3)).toMatchObject(
      [1, 2, 3].map((part) => ({ data: { id: `part-${part}`, current: 1_000, status: 'succeeded' } })),
    );
  });
});
