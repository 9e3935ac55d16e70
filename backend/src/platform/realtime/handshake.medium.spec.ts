import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeSessions } from '../testing/fake-sessions.ts';
import { ProbeModule } from '../testing/probe.module.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { upgradeStatus } from '../testing/test-socket.ts';
import { RealtimeServer } from './realtime-server.ts';

const REFUSED = 400;

describe('the handshake of a socket', () => {
  const sessions = new FakeSessions();
  let app: TestApp;
  let cookie: string;
  beforeAll(async () => {
    app = await startTestApp({
      imports: [ProbeModule, sessions.asModule()],
      environment: { HOMELAB_TRUSTED_PROXIES: '127.0.0.1' },
    });
    cookie = `homelab_session=${sessions.add('viewer')}`;
  });
  afterAll(async () => {
    await app.close();
  });

  const handshake = async (headers: Readonly<Record<string, string>>): Promise<number> =>
    upgradeStatus(app.url, headers);

  it('opens for a session', async () => {
    expect(await handshake({ cookie })).toBe(101);
    expect(await handshake({ cookie, origin: app.url, 'sec-fetch-site': 'same-origin' })).toBe(101);
  });

  it('opens for a program with a token', async () => {
    expect(await handshake({ authorization: `Bearer ${sessions.add('viewer')}` })).toBe(101);
  });

  it.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'http://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    [
      'a name that is not ours, as DNS rebinding has it',
      { host: 'evil.example', origin: 'http://evil.example' },
    ],
    ['a client outside the networks', { 'x-forwarded-for': '203.0.113.9' }],
    ['no session', { cookie: '' }],
    ['a session that does not exist', { cookie: 'homelab_session=made-up' }],
    [
      'the cookie of the other transport',
      { cookie: 'homelab_session=x; __Host-homelab_session=y', 'x-forwarded-proto': 'https' },
    ],
  ])('is refused before the upgrade from %s', async (_what, headers) => {
    const before = app.get(RealtimeServer).socketCount();
    expect(await handshake({ cookie, ...headers })).toBe(REFUSED);
    expect(app.get(RealtimeServer).socketCount()).toBe(before);
  });

  it('is refused to a session that has ended', async () => {
    const token = sessions.add('viewer');
    sessions.end(token);
    expect(await handshake({ cookie: `homelab_session=${token}` })).toBe(REFUSED);
  });

  it('does not count as use of the session: a tab connects by itself', async () => {
    const token = sessions.add('viewer');
    expect(await handshake({ cookie: `homelab_session=${token}` })).toBe(101);
    expect(sessions.used).not.toContain(token);
  });

  it('is refused when too many are open', async () => {
    const realtime = app.get(RealtimeServer);
    const count = realtime.socketCount.bind(realtime);
    realtime.socketCount = () => 500;
    expect(await handshake({ cookie })).toBe(REFUSED);
    realtime.socketCount = count;
    expect(await handshake({ cookie })).toBe(101);
  });

  it('gives away neither stack nor session to who is refused', async () => {
    const answer = await app.client().get('/socket.io/?EIO=4&transport=polling');
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(' at ');
  });

  it('is a WebSocket or nothing: polling would pass by its checks', async () => {
    const client = app.client({ cookie });
    expect((await client.get('/socket.io/?EIO=4&transport=polling')).body).toMatchObject({
      message: 'Transport unknown',
    });
  });

  it('takes no command before it is over', async () => {
    const socket = await app.connect(app.client({ cookie }));
    expect(app.get(RealtimeServer).connectedPrincipals().size).toBeGreaterThan(0);
    expect((await socket.ask('services.watch')).ok).toBe(true);
  });
});
