import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem } from '#shared/problem';
import { Database } from '../../platform/database/database.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { recordEvents } from '../../platform/testing/record-events.ts';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { type TestAnswer } from '../../platform/testing/test-client.ts';
import { Accounts, BY_SYSTEM } from '../accounts/accounts.ts';
import { UserRepository } from '../accounts/user.repository.ts';
import { UserEntity } from '../accounts/user.entity.ts';
import { Argon2id } from '../passwords/argon2id.ts';
import { formatPhc, parsePhc } from '../passwords/phc.ts';
import { SessionEntity } from '../sessions/session.entity.ts';
import { tokenId } from '../sessions/secret-token.ts';
import { addAccount, ADMIN_PASSWORD, signedInClient, startAuthApp } from '../testing/auth-app.ts';
import { CountingArgon2id } from '../testing/counting-argon2id.ts';

const TRUSTED = { HOMELAB_TRUSTED_PROXIES: '127.0.0.1' };

describe('signing in', () => {
  const argon = new CountingArgon2id();
  let app: TestApp;
  beforeAll(async () => {
    app = await startAuthApp({ fakes: [[Argon2id, argon]], environment: TRUSTED });
    await addAccount(app, 'Marta', 'operator');
  });
  afterAll(async () => {
    await app.close();
  });

  /** From an address of its own, so that one test's failures are not another's. */
  async function attempt(username: string, password: string, address = '10.9.0.1'): Promise<TestAnswer> {
    return app.client({ 'x-forwarded-for': address }).post('/api/auth/login', { username, password });
  }

  it('answers who is signed in', async () => {
    const answer = await attempt('Marta', ADMIN_PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      user: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), username: 'Marta', role: 'operator' },
      mustChangePassword: false,
    });
  });

  it('takes the name in upper or lower case', async () => {
    expect((await attempt('mARTA', ADMIN_PASSWORD)).body).toMatchObject({ user: { username: 'Marta' } });
  });

  it('gives a cookie that no script can read and that ends with the browser', async () => {
    const [session, device] = (await attempt('Marta', ADMIN_PASSWORD)).setCookies;
    expect(session).toEqual({
      name: 'homelab_session',
      value: expect.stringMatching(/^[\w-]{43}$/),
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
    });
    expect(device).toMatchObject({
      name: 'homelab_device',
      maxAge: 31_536_000,
      httpOnly: true,
      sameSite: 'strict',
    });
  });

  it('gives one that lasts 30 days where it is to be kept', async () => {
    const answer = await app.client().post('/api/auth/login', {
      username: 'Marta',
      password: ADMIN_PASSWORD,
      keepSignedIn: true,
    });
    expect(answer.setCookies[0]?.maxAge).toBe(30 * 24 * 60 * 60);
  });

  it('gives cookies for TLS alone where the browser speaks TLS to a trusted proxy', async () => {
    const client = app.client({ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'localhost' });
    const answer = await client.post('/api/auth/login', { username: 'Marta', password: ADMIN_PASSWORD });
    expect(
      answer.setCookies.map(({ name, secure, path, domain }) => ({ name, secure, path, domain })),
    ).toEqual([
      { name: '__Host-homelab_session', secure: true, path: '/', domain: undefined },
      { name: '__Host-homelab_device', secure: true, path: '/', domain: undefined },
    ]);
    expect((await client.get('/api/auth/session')).status).toBe(200);
  });

  it('stores no token: the file is of no use to who reads it', async () => {
    const client = await signedInClient(app, 'Marta');
    const token = client.cookie('homelab_session') ?? '';
    const stored = ['homelab.db', 'homelab.db-wal'].map((file) =>
      readFileSync(join(app.dataDirectory, file), 'latin1'),
    );
    expect(stored.join('')).toContain(tokenId(token));
    expect(stored.join('')).not.toContain(token);
    expect(stored.join('')).not.toContain(ADMIN_PASSWORD);
  });

  it('logs neither password nor token', async () => {
    const client = await signedInClient(app, 'Marta');
    await attempt('Marta', 'a wrong password', '10.9.0.2');
    expect(app.logs.text()).not.toContain(ADMIN_PASSWORD);
    expect(app.logs.text()).not.toContain('a wrong password');
    expect(app.logs.text()).not.toContain(client.cookie('homelab_session'));
  });

  it('opens a new session each time, and never one the browser brings along', async () => {
    const client = app.client();
    client.setCookie('homelab_session', 'planted-by-somebody-else');
    await client.post('/api/auth/login', { username: 'Marta', password: ADMIN_PASSWORD });
    const first = client.cookie('homelab_session') ?? '';
    expect(first).not.toBe('planted-by-somebody-else');
    await client.post('/api/auth/login', { username: 'Marta', password: ADMIN_PASSWORD });
    const thief = app.client({ authorization: `Bearer ${first}` });
    expect((await thief.get('/api/auth/session')).status).toBe(401);
    expect((await client.get('/api/auth/session')).status).toBe(200);
  });

  it('keeps fifty sessions of an account and ends the longest unused one', async () => {
    const work = app.get(UnitOfWork);
    const marta = await app.get(UserRepository).byName('marta');
    const old = {
      userId: marta?.id ?? '',
      createdAt: 1,
      expiresAt: 9e15,
      endsAt: 9e15,
      idleMs: 1,
      address: '',
      userAgent: '',
    };
    await work.write(async (tx) => {
      for (let i = 0; i < 60; i += 1)
        await tx.insert(SessionEntity, { ...old, id: `old-${i}`, lastSeenAt: i });
    });
    await signedInClient(app, 'Marta');
    const ids = (await app.get(Database).reader.findBy(SessionEntity, { userId: old.userId })).map(
      ({ id }) => id,
    );
    expect(ids).toHaveLength(50);
    expect(ids).not.toContain('old-0');
    expect(ids).toContain('old-59');
  });

  it('hashes a password anew that was hashed with other parameters', async () => {
    await addAccount(app, 'early', 'viewer');
    const weak = { memoryKib: 64, passes: 1, parallelism: 1 };
    const salt = Buffer.alloc(16, 1);
    const hash = await argon.derive(ADMIN_PASSWORD, salt, weak, 32);
    await app
      .get(UnitOfWork)
      .write((tx) =>
        tx.update(UserEntity, { nameKey: 'early' }, { passwordHash: formatPhc({ cost: weak, salt, hash }) }),
      );
    await signedInClient(app, 'early');
    const user = await app.get(UserRepository).byName('early');
    expect(parsePhc(user?.passwordHash ?? '').cost).toEqual({ memoryKib: 19_456, passes: 2, parallelism: 1 });
    await signedInClient(app, 'early');
  });

  it('publishes what happened once it is stored', async () => {
    const signedIn = recordEvents(app, 'auth.signed-in');
    const failed = recordEvents(app, 'auth.login-failed');
    await attempt('Marta', ADMIN_PASSWORD, '10.9.0.3');
    await attempt('Marta', 'wrong', '10.9.0.3');
    expect(signedIn).toEqual([
      { userId: expect.any(String), username: 'Marta', address: '10.9.0.3', knownDevice: false },
    ]);
    expect(failed).toEqual([{ username: 'Marta', address: '10.9.0.3', reason: 'invalid_credentials' }]);
  });

  describe('with something that is not right', () => {
    it('says the same, and does the same work, for a wrong password, an unknown name and a disabled account', async () => {
      await addAccount(app, 'gone', 'viewer');
      await app.get(Accounts).disable('gone', BY_SYSTEM);
      const answers = [];
      for (const [index, name] of ['admin', 'nobody', 'gone'].entries()) {
        argon.work.length = 0;
        const password = name === 'gone' ? ADMIN_PASSWORD : 'wrong';
        const { status, text, body } = await attempt(name, password, `10.9.1.${index}`);
        const problem = Problem.parse(body);
        answers.push({ status, text: text.replace(problem.correlationId, ''), work: [...argon.work] });
      }
      expect(answers[0]).toMatchObject({ status: 401, work: [19_456 * 2] });
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
    });

    it('answers as the contract has it', async () => {
      const answer = await attempt('admin', 'wrong', '10.9.1.9');
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.setCookies).toEqual([]);
      expect(answer.body).toEqual({
        type: 'about:blank',
        title: 'Invalid credentials',
        status: 401,
        code: 'invalid_credentials',
        detail: expect.stringContaining('do not match'),
        correlationId: answer.headers['x-correlation-id'],
        facts: { attemptsLeft: expect.any(Number), pauseSeconds: 2 },
      });
    });

    it.each([
      ['an unknown key', { username: 'admin', password: 'x', admin: true }, 'admin'],
      ['no password', { username: 'admin' }, 'password'],
      ['an empty name', { username: '', password: 'x' }, 'username'],
      ['a name that is too long', { username: 'x'.repeat(65), password: 'x' }, 'username'],
      ['a password that is too long', { username: 'admin', password: 'x'.repeat(257) }, 'password'],
      ['a password that is no text', { username: 'admin', password: { $ne: '' } }, 'password'],
    ])('answers 422 to %s, before anything is hashed', async (_what, body, path) => {
      argon.work.length = 0;
      const answer = await app.client().post('/api/auth/login', body);
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({
        code: 'invalid_request',
        issues: [{ path, message: expect.any(String) }],
      });
      expect(argon.work).toEqual([]);
    });

    it('does not take name and password from the address', async () => {
      const path = `/api/auth/login?username=admin&password=${encodeURIComponent(ADMIN_PASSWORD)}`;
      expect((await app.client().post(path, {})).status).toBe(422);
    });

    it('does not take a form', async () => {
      const form = `username=admin&password=${encodeURIComponent(ADMIN_PASSWORD)}`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      expect((await app.client().send('POST', '/api/auth/login', headers, form)).status).toBe(422);
    });
  });

  it('sends most of forty at once away, and answers others meanwhile', async () => {
    await addAccount(app, 'busy', 'viewer');
    argon.work.length = 0;
    const logins = Promise.all(
      Array.from({ length: 40 }, (_, i) => attempt('busy', ADMIN_PASSWORD, `10.9.2.${i}`)),
    );
    const unrelated = await Promise.all(Array.from({ length: 20 }, () => app.client().get('/healthz')));
    expect(unrelated.every(({ status }) => status === 200)).toBe(true);
    const answers = await logins;
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length + refused.length).toBe(40);
    expect(argon.work.length).toBe(40 - refused.length);
    for (const { headers, body } of refused) {
      expect(headers['retry-after']).toBe('1');
      expect(body).toMatchObject({ code: 'too_many_attempts', facts: { retryAfterSeconds: 1 } });
    }
  });
});
