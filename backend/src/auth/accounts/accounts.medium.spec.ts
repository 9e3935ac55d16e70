import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { recordEvents } from '../../platform/testing/record-events.ts';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { ADMIN_PASSWORD, signedInClient, startAuthApp } from '../testing/auth-app.ts';
import { AccountNotFound, LastAdmin, NameTaken } from './account-errors.ts';
import { Accounts, BY_SYSTEM } from './accounts.ts';

describe('Accounts', () => {
  let app: TestApp;
  let accounts: Accounts;
  beforeAll(async () => {
    app = await startAuthApp();
    accounts = app.get(Accounts);
  });
  afterAll(async () => {
    await app.close();
  });
  let count = 0;
  let name: string;
  beforeEach(async () => {
    name = `marta${(count += 1)}`;
    await accounts.create({ username: name, role: 'operator', password: ADMIN_PASSWORD }, BY_SYSTEM);
  });

  const find = async (username: string) => (await accounts.list()).find((user) => user.username === username);

  it('refuse a name that differs in upper and lower case only', async () => {
    const request = { username: name.toUpperCase(), role: 'viewer', password: null } as const;
    await expect(accounts.create(request, BY_SYSTEM)).rejects.toThrow(NameTaken);
  });

  it('make one account of two that ask for the same name at once', async () => {
    const request = { username: `${name}-twin`, role: 'viewer', password: ADMIN_PASSWORD } as const;
    const results = await Promise.allSettled([
      accounts.create(request, BY_SYSTEM),
      accounts.create(request, BY_SYSTEM),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('made without a password get one that works once and has to be changed', async () => {
    const issued = await accounts.create(
      { username: `${name}-new`, role: 'viewer', password: null },
      BY_SYSTEM,
    );
    const client = await signedInClient(app, `${name}-new`, issued.singleUsePassword ?? '');
    expect((await client.get('/api/auth/session')).body).toMatchObject({ mustChangePassword: true });
    await expect(signedInClient(app, `${name}-new`, issued.singleUsePassword ?? '')).rejects.toThrow('401');
  });

  it('that were given another password keep no session', async () => {
    const client = await signedInClient(app, name);
    const issued = await accounts.resetPassword(name, null, BY_SYSTEM);
    expect((await client.get('/api/auth/session')).status).toBe(401);
    await signedInClient(app, name, issued.singleUsePassword ?? '');
  });

  it('that were disabled keep no session, and get none back', async () => {
    const client = await signedInClient(app, name);
    await accounts.disable(name, BY_SYSTEM);
    expect((await client.get('/api/auth/session')).status).toBe(401);
    await expect(signedInClient(app, name)).rejects.toThrow('401');
    await accounts.enable(name, BY_SYSTEM);
    expect((await client.get('/api/auth/session')).status).toBe(401);
    await signedInClient(app, name);
  });

  it('have their new role at the next sign-in', async () => {
    const client = await signedInClient(app, name);
    await accounts.changeRole(name, 'viewer', BY_SYSTEM);
    expect((await client.get('/api/auth/session')).status).toBe(401);
    expect((await (await signedInClient(app, name)).get('/api/auth/session')).body).toMatchObject({
      user: { role: 'viewer' },
    });
  });

  it('always keep one admin who can sign in', async () => {
    await expect(accounts.disable('admin', BY_SYSTEM)).rejects.toThrow(LastAdmin);
    await expect(accounts.changeRole('admin', 'operator', BY_SYSTEM)).rejects.toThrow(LastAdmin);
    await accounts.changeRole(name, 'admin', BY_SYSTEM);
    await accounts.disable(name, BY_SYSTEM);
    await expect(accounts.disable('admin', BY_SYSTEM)).rejects.toThrow(LastAdmin);
    await accounts.enable(name, BY_SYSTEM);
    const results = await Promise.allSettled([
      accounts.changeRole('admin', 'viewer', BY_SYSTEM),
      accounts.disable(name, BY_SYSTEM),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await accounts.changeRole('admin', 'admin', BY_SYSTEM);
    await accounts.changeRole(name, 'viewer', BY_SYSTEM);
  });

  it('change nothing where they refuse', async () => {
    const client = await signedInClient(app, 'admin');
    await expect(accounts.disable('admin', BY_SYSTEM)).rejects.toThrow(LastAdmin);
    expect(await find('admin')).toMatchObject({ disabledAt: null });
    expect((await client.get('/api/auth/session')).status).toBe(200);
  });

  it('say so when there is no such account', async () => {
    await expect(accounts.disable('nobody', BY_SYSTEM)).rejects.toThrow(AccountNotFound);
    await expect(accounts.resetPassword('nobody', null, BY_SYSTEM)).rejects.toThrow(
      'There is no account “nobody”',
    );
  });

  it('announce what was done to them', async () => {
    const events = {
      reset: recordEvents(app, 'auth.password-reset'),
      disabled: recordEvents(app, 'auth.account-disabled'),
      enabled: recordEvents(app, 'auth.account-enabled'),
      role: recordEvents(app, 'auth.role-changed'),
      ended: recordEvents(app, 'auth.sessions-ended'),
    };
    await signedInClient(app, name);
    await accounts.resetPassword(name, ADMIN_PASSWORD, BY_SYSTEM);
    await accounts.disable(name, BY_SYSTEM);
    await accounts.enable(name, BY_SYSTEM);
    await accounts.changeRole(name, 'viewer', BY_SYSTEM);
    const fact = { userId: expect.any(String), username: name, ...BY_SYSTEM };
    expect(events).toEqual({
      reset: [fact],
      disabled: [fact],
      enabled: [fact],
      role: [{ ...fact, role: 'viewer', previousRole: 'operator' }],
      ended: [{ sessionIds: [expect.any(String)], reason: 'revoked' }],
    });
  });
});
