import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SessionAnswer } from '#shared/auth';
import { Database } from '../../platform/database/database.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { type TestApp } from '../../platform/testing/test-app.ts';
import { type TestClient } from '../../platform/testing/test-client.ts';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { DeviceEntity } from '../sign-in/device.entity.ts';
import { ADMIN_PASSWORD, signedInClient, startAuthApp } from '../testing/auth-app.ts';
import { SessionEntity } from './session.entity.ts';
import { SessionPurge } from './session-purge.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('a session', () => {
  let app: TestApp;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = new FakeClock();
    app = await startAuthApp({ clock });
  });
  afterEach(async () => {
    await app.close();
  });

  const status = async (client: TestClient): Promise<number> =>
    (await client.get('/api/auth/session')).status;

  async function keptClient(): Promise<TestClient> {
    const client = app.client();
    await client.post('/api/auth/login', { username: 'admin', password: ADMIN_PASSWORD, keepSignedIn: true });
    return client;
  }

  async function expiresAt(client: TestClient): Promise<number> {
    return Date.parse(SessionAnswer.parse((await client.get('/api/auth/session')).body).expiresAt);
  }

  it('tells who is signed in and until when', async () => {
    const { body } = await (await signedInClient(app)).get('/api/auth/session');
    expect(body).toEqual({
      user: { id: expect.any(String), username: 'admin', role: 'admin' },
      expiresAt: new Date(clock.now() + 30 * MINUTE_MS).toISOString(),
      mustChangePassword: false,
    });
  });

  it('ends after 30 minutes without use', async () => {
    const client = await signedInClient(app);
    clock.sleep(30 * MINUTE_MS - 1);
    expect(await status(client)).toBe(200);
    clock.sleep(30 * MINUTE_MS);
    expect(await status(client)).toBe(401);
  });

  it('is extended by use, up to twelve hours', async () => {
    const client = await signedInClient(app);
    for (let i = 0; i < 35; i += 1) {
      clock.sleep(20 * MINUTE_MS);
      expect(await status(client)).toBe(200);
    }
    expect(await expiresAt(client)).toBe(clock.now() + 20 * MINUTE_MS);
    clock.sleep(20 * MINUTE_MS);
    expect(await status(client)).toBe(401);
  });

  it('is extended by no use of a socket: a forgotten tab is not somebody', async () => {
    const client = await signedInClient(app);
    clock.sleep(20 * MINUTE_MS);
    const socket = await app.connect(client);
    await socket.ask('services.watch');
    clock.sleep(10 * MINUTE_MS);
    expect(await status(client)).toBe(401);
  });

  it('lasts 30 days where it is kept, with nobody there in between', async () => {
    const client = await keptClient();
    clock.sleep(30 * DAY_MS - 1);
    expect(await status(client)).toBe(200);
    clock.sleep(1);
    expect(await status(client)).toBe(401);
  });

  it('writes its use down once a minute', async () => {
    const client = await signedInClient(app);
    const before = app.get(Database).dataVersion();
    clock.sleep(MINUTE_MS - 1);
    for (let i = 0; i < 10; i += 1) await status(client);
    expect(app.get(Database).dataVersion()).toBe(before);
    clock.sleep(1);
    await Promise.all(Array.from({ length: 10 }, () => status(client)));
    expect(app.get(Database).dataVersion()).not.toBe(before);
  });

  it('is served even when its use cannot be written down', async () => {
    const client = await signedInClient(app);
    app.get(UnitOfWork).write = () => Promise.reject(new Error('the disk is full'));
    clock.sleep(2 * MINUTE_MS);
    expect(await status(client)).toBe(200);
    expect(app.logs.withMessage('The use of a session could not be stored')).toHaveLength(1);
  });

  it('is the same one for a program that sends its token', async () => {
    const client = await signedInClient(app);
    const program = app.client({ authorization: `Bearer ${client.cookie('homelab_session') ?? ''}` });
    expect(await status(program)).toBe(200);
    expect((await program.send('POST', '/api/auth/logout')).status).toBe(204);
    expect(await status(client)).toBe(401);
  });

  it('ends with a sign-out, cookie and all, and the others go on', async () => {
    const [here, there] = [await signedInClient(app), await signedInClient(app)];
    const token = here.cookie('homelab_session');
    const answer = await here.post('/api/auth/logout');
    expect(answer.status).toBe(204);
    expect(answer.setCookies).toEqual([
      {
        name: 'homelab_session',
        value: '',
        path: '/',
        expires: new Date(0),
        httpOnly: true,
        sameSite: 'strict',
      },
    ]);
    here.setCookie('homelab_session', token ?? '');
    expect(await status(here)).toBe(401);
    expect(await status(there)).toBe(200);
  });

  it.each(['', 'x', 'x'.repeat(43), '"quoted"', '%00', '../../etc/passwd'])(
    'is opened by no token like %j',
    async (token) => {
      const client = app.client();
      client.setCookie('homelab_session', token);
      expect(await status(client)).toBe(401);
    },
  );

  it('is removed some time after it expired', async () => {
    await signedInClient(app);
    const kept = await keptClient();
    clock.sleep(13 * HOUR_MS);
    await app.get(SessionPurge).purge();
    expect(await app.get(Database).reader.count(SessionEntity)).toBe(1);
    expect(await status(kept)).toBe(200);
  });

  it('leaves a device behind that is forgotten a year later', async () => {
    await signedInClient(app);
    clock.sleep(365 * DAY_MS - 1);
    await app.get(SessionPurge).purge();
    expect(await app.get(Database).reader.count(DeviceEntity)).toBe(1);
    clock.sleep(1);
    await app.get(SessionPurge).purge();
    expect(await app.get(Database).reader.count(DeviceEntity)).toBe(0);
  });
});
