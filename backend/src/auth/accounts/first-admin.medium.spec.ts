import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationInvalid } from '../../platform/config/configuration-invalid.ts';
import { type Environment } from '../../platform/config/environment.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { type TestAnswer } from '../../platform/testing/test-client.ts';
import { recordEvents } from '../../platform/testing/record-events.ts';
import { signedInClient, startAuthApp } from '../testing/auth-app.ts';
import { Accounts, BY_SYSTEM } from './accounts.ts';
import { Terminal } from './terminal.ts';
import { UserEntity } from './user.entity.ts';

/** Keeps what a person would have read. */
class ReadTerminal extends Terminal {
  readonly shown: string[] = [];

  show(lines: readonly string[]): void {
    this.shown.push(lines.join('\n'));
  }

  /** The password shown last. */
  get password(): string {
    return /password\s+(\S+)/.exec(this.shown.at(-1) ?? '')?.[1] ?? 'none was shown';
  }
}

describe('the first admin', () => {
  let dataDirectory: string;
  let terminal: ReadTerminal;
  let app: TestApp | undefined;
  beforeEach(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'homelab-first-admin-'));
    terminal = new ReadTerminal();
  });
  afterEach(async () => {
    await app?.close();
    rmSync(dataDirectory, { recursive: true });
  });

  /** Starts the program on the same data as before, if any. */
  async function start(environment: Environment = {}): Promise<TestApp> {
    await app?.close();
    app = await startAuthApp({
      dataDirectory,
      fakes: [[Terminal, terminal]],
      environment: { HOMELAB_ADMIN_PASSWORD: '', ...environment },
    });
    return app;
  }

  async function signIn(running: TestApp, password: string, username = 'admin'): Promise<TestAnswer> {
    return running.client().post('/api/auth/login', { username, password });
  }

  describe('with a password from the environment', () => {
    it('is made with it, and told nothing', async () => {
      const running = await start({
        HOMELAB_ADMIN_USERNAME: 'Marta',
        HOMELAB_ADMIN_PASSWORD: 'correct horse',
      });
      const answer = await signIn(running, 'correct horse', 'marta');
      expect(answer.body).toMatchObject({
        user: { username: 'Marta', role: 'admin' },
        mustChangePassword: false,
      });
      expect(terminal.shown).toEqual([]);
    });

    it('is made once: later the environment changes nothing', async () => {
      await start({ HOMELAB_ADMIN_PASSWORD: 'correct horse' });
      const again = await start({ HOMELAB_ADMIN_USERNAME: 'other', HOMELAB_ADMIN_PASSWORD: 'another one' });
      expect((await signIn(again, 'correct horse')).status).toBe(200);
      expect((await signIn(again, 'another one', 'other')).status).toBe(401);
      expect(await again.get(Accounts).list()).toHaveLength(1);
    });

    it('may be weaker than a new password, but not without a word', async () => {
      const running = await start({ HOMELAB_ADMIN_PASSWORD: 'short' });
      expect((await signIn(running, 'short')).status).toBe(200);
      expect(running.logs.text()).toContain('HOMELAB_ADMIN_PASSWORD is weaker');
    });

    it.each([
      ['HOMELAB_ADMIN_USERNAME', { HOMELAB_ADMIN_USERNAME: '-no name' }],
      ['HOMELAB_ADMIN_PASSWORD', { HOMELAB_ADMIN_PASSWORD: 'x'.repeat(257) }],
    ])('is not made with a %s that nobody could sign in with', async (name, environment) => {
      await expect(start(environment)).rejects.toThrow(ConfigurationInvalid);
      await expect(start(environment)).rejects.toThrow(name);
    });
  });

  describe('without one', () => {
    it('gets a password that is shown once, on the terminal and nowhere else', async () => {
      const running = await start();
      expect(terminal.shown).toHaveLength(1);
      expect(terminal.password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
      expect(running.logs.text()).not.toContain(terminal.password);
    });

    it('signs in with it exactly once, and has to change it before anything else', async () => {
      const running = await start();
      const client = running.client();
      const first = await client.post('/api/auth/login', { username: 'admin', password: terminal.password });
      expect(first.body).toMatchObject({ mustChangePassword: true });
      expect((await signIn(running, terminal.password)).body).toMatchObject({ code: 'invalid_credentials' });
      expect((await client.get('/api/auth/session')).body).toMatchObject({ mustChangePassword: true });
      const socket = await running.connect(client);
      expect(await socket.ask('services.watch')).toMatchObject({
        error: { code: 'password_change_required' },
      });
      const change = { currentPassword: terminal.password, newPassword: 'battery staple' };
      expect((await client.post('/api/auth/password', change)).status).toBe(204);
      expect((await client.get('/api/auth/session')).body).toMatchObject({ mustChangePassword: false });
      expect((await signIn(running, 'battery staple')).body).toMatchObject({ mustChangePassword: false });
    });

    it('signs in once even when two try at the same moment', async () => {
      const running = await start();
      const answers = await Promise.all([
        signIn(running, terminal.password),
        signIn(running, terminal.password),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    });

    it('gets another one at the next start as long as it was not changed', async () => {
      await start();
      const lost = terminal.password;
      const second = await start();
      expect(terminal.shown).toHaveLength(2);
      expect((await signIn(second, lost)).status).toBe(401);
      expect((await signIn(second, terminal.password)).status).toBe(200);
      const third = await start();
      expect(terminal.shown).toHaveLength(3);
      expect((await signIn(third, terminal.password)).status).toBe(200);
    });

    it('loses the session of the lost one then', async () => {
      const running = await start();
      const client = await signedInClient(running, 'admin', terminal.password);
      const again = await start();
      const old = again.client({ authorization: `Bearer ${client.cookie('homelab_session') ?? ''}` });
      expect((await old.get('/api/auth/session')).status).toBe(401);
    });

    it('keeps its own password over a start', async () => {
      const running = await start();
      const client = await signedInClient(running, 'admin', terminal.password);
      await client.post('/api/auth/password', {
        currentPassword: terminal.password,
        newPassword: 'battery staple',
      });
      const again = await start();
      expect(terminal.shown).toHaveLength(1);
      expect((await signIn(again, 'battery staple')).status).toBe(200);
    });

    it('is left alone while another admin has a password of their own', async () => {
      const running = await start();
      await running
        .get(Accounts)
        .create({ username: 'marta', role: 'admin', password: 'correct horse' }, BY_SYSTEM);
      await start();
      expect(terminal.shown).toHaveLength(1);
    });
  });

  it('is missed in the log where there are only others', async () => {
    const running = await start();
    await running
      .get(Accounts)
      .create({ username: 'marta', role: 'admin', password: 'correct horse' }, BY_SYSTEM);
    await running.get(Accounts).changeRole('admin', 'viewer', BY_SYSTEM);
    const again = await start();
    expect(again.logs.text()).not.toContain('No admin can sign in');
    await again.get(UnitOfWork).write((tx) => tx.update(UserEntity, { nameKey: 'marta' }, { disabledAt: 1 }));
    expect((await start()).logs.text()).toContain('No admin can sign in');
  });

  it('is there before the server listens, and announced', async () => {
    const running = await start({ HOMELAB_ADMIN_PASSWORD: 'correct horse' });
    const created = recordEvents(running, 'auth.account-created');
    await running.get(Accounts).create({ username: 'marta', role: 'viewer', password: null }, BY_SYSTEM);
    expect(created).toEqual([
      { userId: expect.any(String), username: 'marta', role: 'viewer', ...BY_SYSTEM },
    ]);
    expect(running.logs.withMessage('First admin created')).toHaveLength(1);
  });
});
