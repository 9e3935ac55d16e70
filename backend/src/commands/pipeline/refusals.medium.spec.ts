import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Ledger } from '../../platform/database/ledger.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { type CommandsApp, startCommandsApp } from '../testing/commands-app.ts';
import { ended, post, run } from '../testing/operation-client.ts';
import { trailOf } from '../testing/trail-rows.ts';

jest.setTimeout(60_000);

describe('a request that is refused, with its refusal recorded', () => {
  let app: CommandsApp;
  let operator: TestClient;
  beforeEach(async () => {
    app = await startCommandsApp();
    operator = app.as('operator');
  });
  afterEach(async () => {
    await app.close();
  });

  const refusals = (): readonly unknown[] =>
    app
      .get(Ledger)
      .all(`SELECT command, status, error_code AS code, target FROM operations WHERE status = 'refused'`);

  it.each([
    ['a parameter is missing', 'test.on-service', {}, { path: 'service' }],
    ['a parameter is not known', 'test.succeed', { shell: 'rm' }, { path: 'shell' }],
    ['a parameter is of another kind', 'test.on-service', { service: 7 }, { path: 'service' }],
    ['a parameter names nothing', 'test.resolve', { name: 'nobody' }, { path: 'name' }],
  ])('because %s', async (_what, command, params, issue) => {
    expect(await post(operator, command, params)).toMatchObject({
      status: 422,
      body: { code: 'invalid_params', issues: [{ ...issue, message: expect.any(String) }] },
    });
    expect(refusals()).toEqual([{ command, status: 'refused', code: 'invalid_params', target: null }]);
  });

  it('because it must not run on this', async () => {
    expect(await post(operator, 'test.resolve', { name: 'self' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: 'It would stop itself.' },
    });
    expect(refusals()).toHaveLength(1);
  });

  it('because there is no such command, which only the trail knows of', async () => {
    expect(await post(operator, 'test.nothing')).toMatchObject({
      status: 404,
      body: { code: 'unknown_command' },
    });
    expect(refusals()).toEqual([]);
    expect(trailOf(app, null)).toEqual(['command.refused refused']);
  });

  it('because the configuration leaves it out, and then it is not offered either', async () => {
    app.surroundings.settings.rules.set('test.succeed', null);
    expect(await post(operator, 'test.succeed')).toMatchObject({
      status: 404,
      body: { code: 'unknown_command' },
    });
    const { body } = await operator.get('/api/commands');
    const ids = (body as { readonly commands: { readonly id: string }[] }).commands.map(({ id }) => id);
    expect(ids).toContain('test.fail');
    expect(ids).not.toContain('test.succeed');
  });

  it('because the configuration asks for more than the role', async () => {
    app.surroundings.settings.rules.set('test.succeed', { role: 'admin' });
    expect(await post(operator, 'test.succeed')).toMatchObject({ status: 403 });
    expect(await post(app.as('admin'), 'test.succeed')).toMatchObject({ status: 202 });
  });

  it.each([
    [{ services: ['media/*'] }, 'media/jellyfin', 202],
    [{ services: ['media/jellyfin'] }, 'media/sonarr', 403],
    [{ services: ['media/*'] }, 'media-old/jellyfin', 403],
  ])('where the configuration says %j and the service is %s: %d', async (rule, service, status) => {
    app.surroundings.settings.rules.set('test.on-service', rule);
    expect(await post(operator, 'test.on-service', { service })).toMatchObject({ status });
  });

  it('with what it was to act on, although that was never looked up', async () => {
    app.surroundings.settings.rules.set('test.on-service', { role: 'admin' });
    await post(operator, 'test.on-service', { service: 'media/jellyfin' });
    await post(operator, 'test.on-service', { service: '' });
    await post(operator, 'test.on-service', { service: 'x'.repeat(600) });
    const targets = (rows: readonly unknown[]) =>
      rows.map((row) => (row as { readonly target: unknown }).target);
    expect(targets(refusals())).toEqual(['media/jellyfin', null, null]);
    const entries = app
      .get(Ledger)
      .all(`SELECT target FROM audit_logs WHERE action = 'command.refused' ORDER BY seq`);
    expect(targets(entries)).toEqual(['media/jellyfin', null, null]);
  });

  it('because a reason or the typed name is missing', async () => {
    const admin = app.as('admin');
    const right = { reason: 'It has to go.', confirm: 'everything' };
    expect((await post(admin, 'test.destroy', {}, { ...right, reason: ' ' })).body).toMatchObject({
      code: 'invalid_params',
      issues: [{ path: 'reason' }],
    });
    expect((await post(admin, 'test.destroy', {}, { ...right, confirm: 'something' })).body).toMatchObject({
      code: 'invalid_params',
      issues: [{ path: 'confirm' }],
    });
    expect(await post(admin, 'test.destroy', {}, right)).toMatchObject({ status: 202 });
  });

  it('because the engine is away', async () => {
    app.surroundings.services.live = false;
    expect(await post(operator, 'test.engine')).toMatchObject({
      status: 503,
      body: { code: 'engine_unreachable' },
    });
    expect(refusals()).toHaveLength(1);
  });

  it('and keeps no secret', async () => {
    await post(operator, 'test.resolve', { name: 'self', password: 'hunter2' });
    const operation = await run(operator, 'test.resolve', { name: 'me', password: 'hunter2' });
    expect((await ended(operator, operation)).params).toEqual({ name: 'me', password: 'hidden' });
    expect(JSON.stringify(app.get(Ledger).all('SELECT * FROM operations'))).not.toContain('hunter2');
    expect(JSON.stringify(app.get(Ledger).all('SELECT * FROM audit_logs'))).not.toContain('hunter2');
  });
});
