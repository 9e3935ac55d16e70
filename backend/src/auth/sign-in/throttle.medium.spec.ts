import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { type TestAnswer, type TestClient } from '../../platform/testing/test-client.ts';
import { recordEvents } from '../../platform/testing/record-events.ts';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { Argon2id } from '../passwords/argon2id.ts';
import { addAccount, ADMIN_PASSWORD, signedInClient, startAuthApp } from '../testing/auth-app.ts';
import { CountingArgon2id } from '../testing/counting-argon2id.ts';

describe('guessing', () => {
  let app: TestApp;
  let clock: FakeClock;
  let argon: CountingArgon2id;
  beforeEach(async () => {
    clock = new FakeClock();
    argon = new CountingArgon2id();
    app = await startAuthApp({
      clock,
      fakes: [[Argon2id, argon]],
      environment: { HOMELAB_TRUSTED_PROXIES: '127.0.0.1' },
    });
  });
  afterEach(async () => {
    await app.close();
  });

  const from = (address: string): TestClient => app.client({ 'x-forwarded-for': address });

  async function guess(client: TestClient, username = 'admin', password = 'wrong'): Promise<TestAnswer> {
    return client.post('/api/auth/login', { username, password });
  }

  async function guessTimes(times: number, client: TestClient, username?: string): Promise<TestAnswer[]> {
    const answers = [];
    for (let i = 0; i < times; i += 1) answers.push(await guess(client, username));
    return answers;
  }

  it('is told how many tries are left, and then has to wait longer and longer', async () => {
    const answers = await guessTimes(5, from('10.0.0.1'));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 429]);
    expect(answers.map(({ body }) => (body as { facts: unknown }).facts)).toEqual([
      { attemptsLeft: 3, pauseSeconds: 2 },
      { attemptsLeft: 2, pauseSeconds: 2 },
      { attemptsLeft: 1, pauseSeconds: 2 },
      { attemptsLeft: 0, pauseSeconds: 2 },
      { retryAfterSeconds: 2 },
    ]);
    expect(answers[4]?.headers['retry-after']).toBe('2');
    expect(answers[4]?.body).toMatchObject({ code: 'too_many_attempts', status: 429 });
    clock.advance(2_000);
    expect((await guess(from('10.0.0.1'))).status).toBe(401);
    expect((await guess(from('10.0.0.1'))).headers['retry-after']).toBe('4');
  });

  it('looks the same for a name that does not exist', async () => {
    const known = await guessTimes(5, from('10.0.0.1'), 'admin');
    const unknown = await guessTimes(5, from('10.0.0.2'), 'nobody');
    const visible = ({ status, body }: TestAnswer) => ({ ...(body as object), status, correlationId: '' });
    expect(unknown.map(visible)).toEqual(known.map(visible));
  });

  it('is not checked while it has to wait, even when it is right', async () => {
    await guessTimes(4, from('10.0.0.1'));
    argon.work.length = 0;
    expect((await guess(from('10.0.0.1'), 'admin', ADMIN_PASSWORD)).status).toBe(429);
    expect(argon.work).toEqual([]);
    clock.advance(2_000);
    expect((await guess(from('10.0.0.1'), 'admin', ADMIN_PASSWORD)).status).toBe(200);
  });

  it('gains nothing from other spellings, other addresses or many at once', async () => {
    const attempts = ['admin', 'ADMIN', 'Admin', 'aDMIN', 'adMIN', 'admIN', 'admiN', 'AdMiN'];
    const answers = await Promise.all(attempts.map((name, i) => guess(from(`10.0.0.${i}`), name)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
    expect(argon.work.length).toBeLessThanOrEqual(5); // four guesses and the first admin's own
  });

  it('gains nothing from changing the address within an IPv6 network', async () => {
    for (let i = 0; i < 11; i += 1) await guess(from(`fd00::${i.toString(16)}`), `name${i}`);
    expect((await guess(from('fd00::ffff:1'), 'another')).status).toBe(429);
    expect((await guess(from('fd00:0:0:1::1'), 'another')).status).toBe(401);
  });

  it('never keeps out a browser that has signed in before', async () => {
    await addAccount(app, 'marta', 'viewer');
    const phone = await signedInClient(app, 'marta', ADMIN_PASSWORD, { 'x-forwarded-for': '10.0.0.50' });
    await guessTimes(6, from('10.0.0.66'), 'marta');
    await guessTimes(6, from('10.0.0.50'), 'marta'); // a guesser behind the same address
    expect((await guess(from('10.0.0.51'), 'marta', ADMIN_PASSWORD)).status).toBe(429);
    expect((await guess(phone, 'marta', ADMIN_PASSWORD)).status).toBe(200);
  });

  it('is slowed down on a browser that has signed in before, too', async () => {
    const phone = await signedInClient(app);
    expect((await guessTimes(5, phone)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 429]);
    expect((await guess(from('10.0.0.2'), 'admin', ADMIN_PASSWORD)).status).toBe(200);
  });

  it('gains nothing from a device cookie it made up, or that belongs to another account', async () => {
    await addAccount(app, 'marta', 'viewer');
    const ofMarta = await signedInClient(app, 'marta');
    const madeUp = from('10.0.0.3');
    madeUp.setCookie('homelab_device', 'x'.repeat(43));
    await guessTimes(4, from('10.0.0.1'), 'admin');
    expect((await guess(madeUp)).status).toBe(429);
    expect((await guess(ofMarta)).status).toBe(429);
  });

  it('is forgotten once it was right', async () => {
    const client = from('10.0.0.1');
    await guessTimes(3, client);
    expect((await guess(client, 'admin', ADMIN_PASSWORD)).status).toBe(200);
    expect((await guess(from('10.0.0.1'))).body).toMatchObject({ facts: { attemptsLeft: 3 } });
  });

  it('keeps two people of one browser known', async () => {
    await addAccount(app, 'marta', 'viewer');
    const shared = await signedInClient(app, 'admin');
    expect((await guess(shared, 'marta', ADMIN_PASSWORD)).status).toBe(200);
    await guessTimes(4, from('10.0.0.1'), 'admin');
    await guessTimes(4, from('10.0.0.2'), 'marta');
    expect((await guess(shared, 'admin', ADMIN_PASSWORD)).status).toBe(200);
    expect((await guess(shared, 'marta', ADMIN_PASSWORD)).status).toBe(200);
  });

  it('is announced', async () => {
    const failed = recordEvents(app, 'auth.login-failed');
    await guessTimes(5, from('10.0.0.1'));
    expect(failed.map(({ reason }) => reason)).toEqual([
      ...Array.from({ length: 4 }, () => 'invalid_credentials'),
      'too_many_attempts',
    ]);
  });
});
