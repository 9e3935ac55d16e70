import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SessionEndReason } from '#shared/socket';
import { PROGRAM } from '../../platform/testing/program.ts';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { type TestSocket } from '../../platform/testing/test-socket.ts';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { Accounts, BY_SYSTEM } from '../accounts/accounts.ts';
import { addAccount, ADMIN_PASSWORD, signedInClient, startAuthApp } from '../testing/auth-app.ts';

const SECOND_MS = 1_000;

/** Runs the command line as what it is: another process beside the server. */
async function homelab(app: TestApp, ...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [...PROGRAM.flags, PROGRAM.cli, ...args], {
    env: { ...PROGRAM.environment, HOMELAB_DATA_DIR: app.dataDirectory },
  });
}

/** What a socket was told before it was closed; fails if it is still open after a second. */
async function end(socket: TestSocket, started: Promise<unknown>): Promise<SessionEndReason | 'nothing'> {
  let told: SessionEndReason | 'nothing' = 'nothing';
  void socket.next('session.ended').then(({ reason }) => (told = reason));
  const closed = socket.closed();
  await started;
  const inTime = await Promise.race([closed, delay(SECOND_MS, 'still open')]);
  expect(inTime).not.toBe('still open');
  return told;
}

jest.setTimeout(30_000); // processes of their own start slowly on a busy machine

describe('the sockets of a session', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startAuthApp();
  });
  afterAll(async () => {
    await app.close();
  });
  let accounts = 0;
  let account: string;
  beforeEach(async () => {
    account = `marta${(accounts += 1)}`;
    await addAccount(app, account, 'operator');
  });

  it('close with a sign-out, and those of other sessions do not', async () => {
    const [here, there] = [await signedInClient(app, account), await signedInClient(app, account)];
    const [socket, other] = [await app.connect(here), await app.connect(there)];
    expect(await end(socket, here.post('/api/auth/logout'))).toBe('signed_out');
    expect(other.isOpen).toBe(true);
    expect((await other.ask('services.watch')).ok).toBe(true);
  });

  it('close in every tab', async () => {
    const client = await signedInClient(app, account);
    const tabs = await Promise.all(Array.from({ length: 5 }, () => app.connect(client)));
    const logout = client.post('/api/auth/logout');
    expect(await Promise.all(tabs.map((tab) => end(tab, logout)))).toEqual(Array(5).fill('signed_out'));
  });

  it('close when another session changes the password', async () => {
    const [here, there] = [await signedInClient(app, account), await signedInClient(app, account)];
    const socket = await app.connect(there);
    const change = here.post('/api/auth/password', {
      currentPassword: ADMIN_PASSWORD,
      newPassword: 'battery staple',
    });
    expect(await end(socket, change)).toBe('revoked');
    await expect(app.connect(there)).rejects.toThrow('websocket error');
  });

  it('are cut without a word when their own session changes it, and connect again with the new cookie', async () => {
    const client = await signedInClient(app, account);
    const socket = await app.connect(client);
    const old = client.allHeaders();
    const change = client.post('/api/auth/password', {
      currentPassword: ADMIN_PASSWORD,
      newPassword: 'battery staple',
    });
    expect(await end(socket, change)).toBe('nothing');
    await expect(app.connect(app.client(), old)).rejects.toThrow('websocket error');
    const again = await app.connect(client);
    expect((await again.ask('services.watch')).ok).toBe(true);
  });

  it('close when the account is disabled', async () => {
    const socket = await app.connect(await signedInClient(app, account));
    expect(await end(socket, app.get(Accounts).disable(account, BY_SYSTEM))).toBe('disabled');
  });

  it('close when the role changes', async () => {
    const socket = await app.connect(await signedInClient(app, account));
    expect(await end(socket, app.get(Accounts).changeRole(account, 'viewer', BY_SYSTEM))).toBe('revoked');
  });

  it('close when the browser signs in anew', async () => {
    const client = await signedInClient(app, account);
    const socket = await app.connect(client);
    const login = client.post('/api/auth/login', { username: account, password: ADMIN_PASSWORD });
    expect(await end(socket, login)).toBe('signed_out');
  });

  it('close when the command line, another process, disables the account', async () => {
    const socket = await app.connect(await signedInClient(app, account));
    expect(await end(socket, homelab(app, 'user', 'disable', account))).toBe('disabled');
    await expect(signedInClient(app, account)).rejects.toThrow('401');
  });

  it('close when the command line, another process, changes the role', async () => {
    const socket = await app.connect(await signedInClient(app, account));
    expect(await end(socket, homelab(app, 'user', 'role', account, 'viewer'))).toBe('revoked');
  });
});

describe('the sockets of a session that expires', () => {
  let app: TestApp;
  const clock = new FakeClock();
  beforeEach(async () => {
    app = await startAuthApp({ clock });
  });
  afterEach(async () => {
    await app.close();
  });

  it('close then', async () => {
    const socket = await app.connect(await signedInClient(app));
    clock.advance(SECOND_MS); // the watch has seen it, and in order
    expect(socket.isOpen).toBe(true);
    const expiry = delay(20).then(() => {
      clock.sleep(30 * 60 * SECOND_MS);
    });
    expect(await end(socket, expiry)).toBe('expired');
  });

  it('stay open as long as the session is used elsewhere', async () => {
    const client = await signedInClient(app);
    const socket = await app.connect(client);
    for (let i = 0; i < 6; i += 1) {
      clock.sleep(20 * 60 * SECOND_MS);
      await client.get('/api/auth/session');
      clock.advance(SECOND_MS);
    }
    expect((await socket.ask('services.watch')).ok).toBe(true);
  });
});
