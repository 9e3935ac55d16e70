import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Ledger } from '../../platform/database/ledger.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { type CommandsApp, startCommandsApp } from '../testing/commands-app.ts';
import { detail, ended, events, post, run, until } from '../testing/operation-client.ts';
import { trailOf } from '../testing/trail-rows.ts';

jest.setTimeout(60_000);

describe('several requests at once', () => {
  let app: CommandsApp;
  let operator: TestClient;
  beforeEach(async () => {
    app = await startCommandsApp();
    operator = app.as('operator');
  });
  afterEach(async () => {
    await app.close();
  });

  const four = async (): Promise<string[]> => {
    const ids: string[] = [];
    for (let number = 0; number < 4; number += 1)
      ids.push((await run(operator, 'test.sleep', { ms: 60_000 })).id);
    return ids;
  };

  it('keep out of each other’s way: a refusal names the operation that holds the lock', async () => {
    const first = await run(operator, 'test.sleep', { ms: 60_000, lock: 'service:media/jellyfin' });
    for (const lock of ['service:media/jellyfin', 'project:media']) {
      expect(await post(operator, 'test.sleep', { ms: 1, lock })).toMatchObject({
        status: 409,
        body: { code: 'already_running', operationId: first.id, facts: { operationId: first.id } },
      });
    }
    await ended(operator, await run(operator, 'test.sleep', { ms: 1, lock: 'service:media/sonarr' }));
    await operator.post(`/api/operations/${first.id}/cancel`);
    await ended(operator, first);
    await ended(operator, await run(operator, 'test.sleep', { ms: 1, lock: 'project:media' }));
  });

  it('are refused in words: what runs on what, since when, asked for by whom', async () => {
    const first = await run(operator, 'test.sleep', { ms: 60_000, lock: 'service:media/jellyfin' });
    const { startedAt } = await until(operator, first.id, ({ status }) => status === 'running');
    const { body } = await post(operator, 'test.sleep', { ms: 1, lock: 'project:media' });
    const { detail: words, facts } = body as { readonly detail: string; readonly facts: object };
    const since = (startedAt ?? '').slice(0, 19).replace('T', ' ');
    expect(words).toBe(
      `“test.sleep” on service:media/jellyfin has been running since ${since} UTC, asked for by operator. The two may not run at the same time: follow that one, or try again once it has ended.`,
    );
    expect(facts).toMatchObject({
      command: 'test.sleep',
      actor: 'operator',
      isRunning: true,
      since: startedAt,
    });
  });

  it('wait where four run, say behind which, and start in the order they came', async () => {
    const running = await four();
    const fifth = await run(operator, 'test.sleep', { ms: 60_000 });
    const sixth = await run(operator, 'test.succeed');
    expect(await detail(operator, fifth.id)).toMatchObject({
      status: 'queued',
      startedAt: null,
      waitingBehind: running,
    });
    expect((await detail(operator, sixth.id)).waitingBehind).toEqual([...running, fifth.id]);
    await operator.post(`/api/operations/${running[2] ?? ''}/cancel`);
    await until(operator, fifth.id, ({ status }) => status === 'running');
    expect(await detail(operator, sixth.id)).toMatchObject({ status: 'queued' });
    await operator.post(`/api/operations/${fifth.id}/cancel`);
    expect(await ended(operator, sixth)).toMatchObject({ status: 'succeeded' });
  });

  it('can be cancelled before they begin', async () => {
    await four();
    const fifth = await run(operator, 'test.sleep', { ms: 60_000, lock: 'service:a/b' });
    const answer = await operator.post(`/api/operations/${fifth.id}/cancel`);
    expect(answer).toMatchObject({
      status: 202,
      body: { operation: { status: 'cancelled', durationMs: null } },
    });
    expect(await operator.post(`/api/operations/${fifth.id}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'not_running' },
    });
    expect(trailOf(app, fifth.id)).toEqual([
      'command.requested accepted',
      'command.cancel-requested accepted',
      'command.finished cancelled',
    ]);
    expect((await events(operator, fifth.id)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('are at most twenty of one person', async () => {
    for (let number = 0; number < 20; number += 1) await run(operator, 'test.sleep', { ms: 60_000 });
    expect(await post(operator, 'test.succeed')).toMatchObject({
      status: 429,
      body: { code: 'too_many_operations' },
    });
    expect(await post(app.as('operator', 'marta'), 'test.succeed')).toMatchObject({ status: 202 });
  });

  it('make one operation under one key', async () => {
    const key = 'b1f9';
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => run(operator, 'test.sleep', { ms: 1 }, { key })),
    );
    const ids = new Set(answers.map(({ id }) => id));
    expect(ids.size).toBe(1);
    const [id = ''] = ids;
    await ended(operator, { id });
    expect(await run(operator, 'test.sleep', { ms: 1 }, { key })).toMatchObject({ id, status: 'succeeded' });
    expect(app.get(Ledger).all('SELECT id FROM operations')).toHaveLength(1);
    const other = await run(app.as('operator', 'marta'), 'test.sleep', { ms: 1 }, { key });
    expect(other.id).not.toBe(id);
  });

  it.each([
    ['another command', 'test.succeed', {}],
    ['other parameters', 'test.sleep', { ms: 2 }],
  ])('do not share a key with %s', async (_what, command, params) => {
    const { id } = await run(operator, 'test.sleep', { ms: 1 }, { key: 'b1f9' });
    expect(await post(operator, command, params, { key: 'b1f9' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused', operationId: id },
    });
  });

  it('may use a key again whose request was refused', async () => {
    app.surroundings.services.live = false;
    expect(await post(operator, 'test.engine', {}, { key: 'b1f9' })).toMatchObject({ status: 503 });
    app.surroundings.services.live = true;
    expect(await post(operator, 'test.engine', {}, { key: 'b1f9' })).toMatchObject({ status: 202 });
  });

  it('make exactly the operations they should, a thousand of them', async () => {
    const people = Array.from({ length: 10 }, (_, number) => app.as('operator', `person-${number}`));
    const statuses = await Promise.all(
      people.flatMap((person, number) =>
        Array.from({ length: 100 }, async (_, index) => {
          const key = `key-${index % 10}`;
          const { status, body } = await post(
            person,
            'test.sleep',
            { ms: 5, lock: `lock-${number}` },
            { key },
          );
          return status === 202 ? 202 : (body as { readonly code: string }).code;
        }),
      ),
    );
    const counts = app
      .get(Ledger)
      .all(
        `SELECT actor, count(DISTINCT idempotency_key) AS keys, sum(status <> 'refused') AS runs FROM operations GROUP BY actor`,
      ) as { readonly keys: number; readonly runs: number }[];
    expect(counts).toHaveLength(10);
    for (const { keys, runs } of counts) expect(runs).toBe(keys); // never two under one key
    const refused = app.get(Ledger).all(`SELECT id FROM operations WHERE status = 'refused'`);
    expect(statuses.filter((status) => status !== 202)).toHaveLength(refused.length);
    expect(new Set(statuses)).toEqual(new Set([202, 'already_running']));
  });

  it('are not cancelled by a viewer, nor where there is nothing to cancel', async () => {
    const { id } = await run(operator, 'test.sleep', { ms: 60_000 });
    expect(await app.as('viewer').post(`/api/operations/${id}/cancel`)).toMatchObject({ status: 403 });
    expect(await operator.post('/api/operations/nothing/cancel')).toMatchObject({ status: 404 });
    const done = await ended(operator, await run(operator, 'test.succeed'));
    expect(await operator.post(`/api/operations/${done.id}/cancel`)).toMatchObject({ status: 409 });
  });
});
