import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Accounts, BY_SYSTEM } from '../auth/public.ts';
import { addAccount, ADMIN_PASSWORD, signedInClient, startAuthApp } from '../auth/testing/auth-app.ts';
import { withRawDatabase } from '../platform/database/testing/raw-database.ts';
import { recordEvents } from '../platform/testing/record-events.ts';
import { type TestApp } from '../platform/testing/test-app.ts';
import { type TestClient } from '../platform/testing/test-client.ts';
import { AuditUnavailable } from './audit-errors.ts';
import { AuditModule } from './public.ts';

jest.setTimeout(60_000);

describe('what cannot be recorded', () => {
  let app: TestApp;
  let client: TestClient;
  beforeEach(async () => {
    app = await startAuthApp({ imports: [AuditModule] });
    await addAccount(app, 'marta', 'operator');
    client = await signedInClient(app, 'marta');
    await raw(`CREATE TRIGGER refuse BEFORE INSERT ON audit_logs BEGIN SELECT RAISE(ABORT, 'full'); END`);
  });
  afterEach(async () => {
    await app.close();
  });

  async function raw(sql: string): Promise<void> {
    await withRawDatabase(join(app.dataDirectory, 'homelab.db'), (database) => database.exec(sql));
  }

  async function count(sql: string): Promise<unknown> {
    return withRawDatabase(join(app.dataDirectory, 'homelab.db'), (database) =>
      database.prepare(`SELECT count(*) FROM ${sql}`).pluck().get(),
    );
  }

  const UNAVAILABLE = { status: 503, body: expect.objectContaining({ code: 'audit_unavailable' }) };

  it('opens no session', async () => {
    const announced = recordEvents(app, 'auth.signed-in');
    const before = await count('sessions');
    const answer = await app
      .client()
      .post('/api/auth/login', { username: 'marta', password: ADMIN_PASSWORD });
    expect(answer).toMatchObject({ ...UNAVAILABLE, setCookies: [] });
    expect([await count('sessions'), announced]).toEqual([before, []]);
    await raw('DROP TRIGGER refuse');
    await signedInClient(app, 'marta');
  });

  it('spends no single-use password', async () => {
    await raw('DROP TRIGGER refuse');
    const { singleUsePassword } = await app
      .get(Accounts)
      .create({ username: 'new', role: 'viewer', password: null }, BY_SYSTEM);
    await raw(`CREATE TRIGGER refuse BEFORE INSERT ON audit_logs BEGIN SELECT RAISE(ABORT, 'full'); END`);
    const credentials = { username: 'new', password: singleUsePassword };
    expect(await app.client().post('/api/auth/login', credentials)).toMatchObject(UNAVAILABLE);
    await raw('DROP TRIGGER refuse');
    expect((await app.client().post('/api/auth/login', credentials)).status).toBe(200);
  });

  it('does not tell a right password from a wrong one, or from an unknown name', async () => {
    for (const [username, password] of [
      ['marta', 'wrong'],
      ['nobody', 'wrong'],
      ['marta', ADMIN_PASSWORD],
    ]) {
      expect(await app.client().post('/api/auth/login', { username, password })).toMatchObject(UNAVAILABLE);
    }
  });

  it('changes no password', async () => {
    const change = { currentPassword: ADMIN_PASSWORD, newPassword: 'battery staple' };
    expect(await client.post('/api/auth/password', change)).toMatchObject(UNAVAILABLE);
    expect(await client.post('/api/auth/password', { ...change, currentPassword: 'x' })).toMatchObject(
      UNAVAILABLE,
    );
    expect((await client.get('/api/auth/session')).status).toBe(200);
    await raw('DROP TRIGGER refuse');
    await signedInClient(app, 'marta');
  });

  it('changes no account, and ends no session', async () => {
    const accounts = app.get(Accounts);
    const attempts = [
      accounts.create({ username: 'paul', role: 'viewer', password: null }, BY_SYSTEM),
      accounts.disable('marta', BY_SYSTEM),
      accounts.changeRole('marta', 'admin', BY_SYSTEM),
      accounts.resetPassword('marta', 'battery staple', BY_SYSTEM),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toThrow(AuditUnavailable);
    expect(
      (await accounts.list()).map(({ username, role, disabledAt }) => [username, role, disabledAt]),
    ).toEqual([
      ['admin', 'admin', null],
      ['marta', 'operator', null],
    ]);
    expect((await client.get('/api/auth/session')).status).toBe(200);
  });

  it('begins no export', async () => {
    const answer = await (await signedInAdmin()).get('/api/audit/export?format=csv');
    expect(answer).toMatchObject(UNAVAILABLE);
    expect(answer.text).not.toContain('seq,at');
  });

  it('signs out all the same: the log keeps what happened', async () => {
    const announced = recordEvents(app, 'auth.signed-out');
    expect((await client.post('/api/auth/logout')).status).toBe(204);
    expect((await client.get('/api/auth/session')).status).toBe(401);
    expect(announced).toEqual([expect.objectContaining({ username: 'marta' })]);
    expect(app.logs.withMessage('It happened and is not in the trail')).toEqual([
      expect.objectContaining({
        level: 'error',
        unrecorded: expect.objectContaining({
          actor: 'marta',
          action: 'auth.signed-out',
          address: '127.0.0.1',
        }),
      }),
    ]);
  });

  async function signedInAdmin(): Promise<TestClient> {
    await raw('DROP TRIGGER refuse');
    const admin = await signedInClient(app);
    await raw(`CREATE TRIGGER refuse BEFORE INSERT ON audit_logs BEGIN SELECT RAISE(ABORT, 'full'); END`);
    return admin;
  }
});
