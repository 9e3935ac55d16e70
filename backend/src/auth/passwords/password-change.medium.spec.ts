import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { type TestAnswer, type TestClient } from '../../platform/testing/test-client.ts';
import { recordEvents } from '../../platform/testing/record-events.ts';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { Accounts, BY_SYSTEM } from '../accounts/accounts.ts';
import { addAccount, ADMIN_PASSWORD, signedInClient, startAuthApp } from '../testing/auth-app.ts';

const NEW_PASSWORD = 'battery staple';

describe('changing the password', () => {
  let app: TestApp;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = new FakeClock();
    app = await startAuthApp({ clock });
  });
  afterEach(async () => {
    await app.close();
  });

  async function change(
    client: TestClient,
    currentPassword: string,
    newPassword: string,
  ): Promise<TestAnswer> {
    return client.post('/api/auth/password', { currentPassword, newPassword });
  }

  const status = async (client: TestClient): Promise<number> =>
    (await client.get('/api/auth/session')).status;

  it('ends all other sessions and gives this one a new secret', async () => {
    const [here, there] = [await signedInClient(app), await signedInClient(app)];
    const stolen = here.cookie('homelab_session');
    const answer = await change(here, ADMIN_PASSWORD, NEW_PASSWORD);
    expect(answer.status).toBe(204);
    expect(answer.setCookies).toEqual([
      { name: 'homelab_session', value: expect.any(String), path: '/', httpOnly: true, sameSite: 'strict' },
    ]);
    expect([await status(here), await status(there)]).toEqual([200, 401]);
    const thief = app.client({ authorization: `Bearer ${stolen ?? ''}` });
    expect(await status(thief)).toBe(401);
  });

  it('makes the new one the only one that signs in', async () => {
    await change(await signedInClient(app), ADMIN_PASSWORD, NEW_PASSWORD);
    await expect(signedInClient(app, 'admin', ADMIN_PASSWORD)).rejects.toThrow('401');
    await signedInClient(app, 'admin', NEW_PASSWORD);
  });

  it('keeps a kept session kept, until its own end', async () => {
    const client = app.client();
    await client.post('/api/auth/login', { username: 'admin', password: ADMIN_PASSWORD, keepSignedIn: true });
    clock.sleep(10 * 24 * 60 * 60_000);
    const answer = await change(client, ADMIN_PASSWORD, NEW_PASSWORD);
    expect(answer.setCookies[0]?.maxAge).toBe(20 * 24 * 60 * 60);
  });

  it('needs the current one, and slows down guessing it', async () => {
    const client = await signedInClient(app);
    const failed = recordEvents(app, 'auth.password-change-failed');
    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push(await change(client, 'wrong', NEW_PASSWORD));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 429]);
    expect(answers[0]?.body).toMatchObject({ code: 'invalid_credentials', facts: { attemptsLeft: 3 } });
    expect(answers[4]?.body).toMatchObject({ code: 'too_many_attempts' });
    expect(failed.map(({ reason }) => reason)).toEqual([
      ...Array<string>(4).fill('invalid_credentials'),
      'too_many_attempts',
    ]);
    expect(await status(client)).toBe(200);
    clock.sleep(2_000);
    expect((await change(client, ADMIN_PASSWORD, NEW_PASSWORD)).status).toBe(204);
  });

  it('is not hindered by guesses at the sign-in page', async () => {
    const client = await signedInClient(app);
    for (let i = 0; i < 5; i += 1)
      await app.client().post('/api/auth/login', { username: 'admin', password: 'x' });
    expect((await change(client, ADMIN_PASSWORD, NEW_PASSWORD)).status).toBe(204);
  });

  it.each([
    ['the current one', ADMIN_PASSWORD],
    ['too short', 'seven77'],
    ['too long', 'x'.repeat(257)],
  ])('refuses one that is %s', async (_what, newPassword) => {
    const answer = await change(await signedInClient(app), ADMIN_PASSWORD, newPassword);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ issues: [{ path: 'newPassword', message: expect.any(String) }] });
  });

  it('refuses the name of the account, however it is spelled', async () => {
    await addAccount(app, 'martasmith', 'viewer');
    const answer = await change(await signedInClient(app, 'martasmith'), ADMIN_PASSWORD, 'MartaSmith');
    expect(answer.body).toMatchObject({ code: 'invalid_request', issues: [{ path: 'newPassword' }] });
  });

  it('refuses a session that an admin ended meanwhile', async () => {
    const client = await signedInClient(app);
    const [answer] = await Promise.all([
      change(client, ADMIN_PASSWORD, NEW_PASSWORD),
      app.get(Accounts).resetPassword('admin', 'set by an admin', BY_SYSTEM),
    ]);
    expect([204, 401]).toContain(answer.status);
    await signedInClient(app, 'admin', 'set by an admin');
  });

  it('is announced', async () => {
    const changed = recordEvents(app, 'auth.password-changed');
    await change(await signedInClient(app), ADMIN_PASSWORD, NEW_PASSWORD);
    expect(changed).toEqual([{ userId: expect.any(String), username: 'admin', address: '127.0.0.1' }]);
  });
});
