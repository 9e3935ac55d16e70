import { Controller, Get, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import type { Role } from '#shared/role';
import { FakeSessions } from '../testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { type TestClient } from '../testing/test-client.ts';
import { Allow } from './allow.ts';
import { LIMITS } from './limits.ts';
import { type Principal } from './principal.ts';
import { CheckedBody } from './request-body.ts';
import { CurrentPrincipal } from './request-principal.ts';

const Greeting = z.strictObject({ greeting: z.string().check(z.minLength(1)) });

@Controller('probe')
class ProbeController {
  @Get('undeclared')
  undeclared(): string {
    return 'nobody said who may see this';
  }

  @Get('public')
  @Allow({ role: 'public', limit: 'probe' })
  public(): string {
    return 'hello';
  }

  @Get('viewer')
  @Allow({ role: 'viewer', limit: 'read' })
  viewer(@CurrentPrincipal() { user }: Principal): { username: string } {
    return { username: user.username };
  }

  @Get('operator')
  @Allow({ role: 'operator', limit: 'read' })
  operator(): string {
    return 'operators and admins';
  }

  @Get('admin')
  @Allow({ role: 'admin', limit: 'read', beforePasswordChange: true })
  admin(): string {
    return 'admins';
  }

  @Post('greet')
  @Allow({ role: 'viewer', limit: 'write', body: Greeting })
  greet(@CheckedBody() { greeting }: z.infer<typeof Greeting>): { greeting: string } {
    return { greeting };
  }

  @Post('do')
  @Allow({ role: 'viewer', limit: 'write' })
  act(): string {
    return 'done';
  }

  @Post('login')
  @Allow({ role: 'public', limit: 'login', body: Greeting })
  login(): string {
    return 'in';
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

describe('access over HTTP', () => {
  const sessions = new FakeSessions();
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({
      imports: [ProbeModule, sessions.asModule()],
      environment: { HOMELAB_TRUSTED_PROXIES: '127.0.0.1' },
    });
  });
  afterAll(async () => {
    await app.close();
  });

  function browser(token: string, headers: Readonly<Record<string, string>> = {}): TestClient {
    const client = app.client(headers);
    client.setCookie('homelab_session', token);
    return client;
  }

  const as = (role: Role): TestClient => browser(sessions.add(role));

  it('denies what nobody has declared, even to an admin, and says so in the log', async () => {
    const answer = await as('admin').get('/probe/undeclared');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('nobody said');
    expect(app.logs.text()).toContain('GET /probe/undeclared does not declare who may use it');
  });

  it('needs a session for everything that is not public', async () => {
    expect((await app.client().get('/probe/public')).text).toBe('hello');
    const answer = await app.client().get('/probe/viewer');
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'unauthenticated', status: 401 });
  });

  it.each<[Role, number[]]>([
    ['viewer', [200, 403, 403]],
    ['operator', [200, 200, 403]],
    ['admin', [200, 200, 200]],
  ])('lets a %s do what the role includes, and no more', async (role, statuses) => {
    const client = as(role);
    const answers = await Promise.all(
      ['viewer', 'operator', 'admin'].map((path) => client.get(`/probe/${path}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  it('says which role is needed', async () => {
    expect((await as('viewer').get('/probe/admin')).body).toMatchObject({
      code: 'forbidden',
      detail: 'This needs the role admin, and you are signed in as viewer. An admin can change your role.',
    });
  });

  it('serves nothing but what is marked so before a due password change', async () => {
    const client = browser(sessions.add('admin', { mustChangePassword: true }));
    expect((await client.get('/probe/viewer')).body).toMatchObject({
      status: 403,
      code: 'password_change_required',
    });
    expect((await client.get('/probe/admin')).status).toBe(200);
  });

  it('takes the session from the Authorization header as well', async () => {
    const token = sessions.add('viewer');
    const client = app.client({ authorization: `Bearer ${token}` });
    expect((await client.get('/probe/viewer')).body).toEqual({ username: 'viewer' });
    expect(sessions.used).toContain(token);
  });

  it.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b', `Bearer ${'x'.repeat(129)}`])(
    'is not impressed by %j',
    async (authorization) => {
      expect((await app.client({ authorization }).get('/probe/viewer')).status).toBe(401);
    },
  );

  describe('for a request that changes something', () => {
    const json = JSON.stringify({ greeting: 'hello' });
    const type = 'application/json';

    it.each<[string, Record<string, string>, number]>([
      ['no word about where it comes from', {}, 201],
      ['the own origin', { origin: 'OWN', 'sec-fetch-site': 'same-origin' }, 201],
      ['an address typed by hand', { 'sec-fetch-site': 'none' }, 201],
      ['another origin', { origin: 'http://evil.example' }, 403],
      ['the own name on another port', { origin: 'http://127.0.0.1:1' }, 403],
      ['the own name with another scheme', { origin: 'HTTPS' }, 403],
      ['a sandboxed frame', { origin: 'null' }, 403],
      ['no origin at all', { origin: '' }, 403],
      ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
      ['another service of the same site', { origin: 'OWN', 'sec-fetch-site': 'same-site' }, 403],
    ])('with %s', async (_what, headers, status) => {
      const named: Record<string, string> = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          value.replace('OWN', app.url).replace('HTTPS', app.url.replace('http:', 'https:')),
        ]),
      );
      const answer = await as('viewer').send(
        'POST',
        '/probe/greet',
        { 'content-type': type, ...named },
        json,
      );
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.body).toMatchObject({ code: 'cross_site_request' });
    });

    it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
      'as %s, which a form of any site can send',
      async (contentType) => {
        const answer = await as('viewer').send('POST', '/probe/do', { 'content-type': contentType }, json);
        expect(answer.body).toMatchObject({ status: 403, code: 'cross_site_request' });
      },
    );

    it('checks the origin of a sign-in too: a foreign page must not sign anybody in', async () => {
      const answer = await app
        .client()
        .post('/probe/login', { greeting: 'x' }, { origin: 'http://evil.example' });
      expect(answer.body).toMatchObject({ status: 403, code: 'cross_site_request' });
    });

    it('takes a program with a token from anywhere: no page can make it send one', async () => {
      const client = app.client({
        authorization: `Bearer ${sessions.add('viewer')}`,
        origin: 'http://elsewhere',
      });
      expect((await client.post('/probe/greet', { greeting: 'hello' })).status).toBe(201);
    });

    it('compares with the name the browser used in front of a trusted proxy', async () => {
      const proxy = { 'x-forwarded-host': 'localhost', 'x-forwarded-proto': 'https' };
      const client = app.client(proxy);
      client.setCookie('__Host-homelab_session', sessions.add('viewer'));
      const answer = async (origin: string) => (await client.post('/probe/do', {}, { origin })).status;
      expect([await answer('https://localhost'), await answer('http://localhost')]).toEqual([201, 403]);
    });
  });

  describe('for a body', () => {
    it.each<[string, unknown, string]>([
      ['an unknown key', { greeting: 'hello', admin: true }, 'admin'],
      ['a missing one', {}, 'greeting'],
      ['a wrong type', { greeting: 1 }, 'greeting'],
      ['a list', [], ''],
    ])('with %s answers 422 and says where', async (_what, body, path) => {
      const answer = await as('viewer').post('/probe/greet', body);
      expect(answer.body).toMatchObject({
        status: 422,
        code: 'invalid_request',
        issues: [{ path, message: expect.any(String) }],
      });
    });

    it('that is not asked for answers 422, unless it is empty', async () => {
      const client = as('viewer');
      expect((await client.post('/probe/do', { sudo: true })).status).toBe(422);
      expect((await client.post('/probe/do', {})).status).toBe(201);
      expect((await client.send('POST', '/probe/do', { 'content-type': 'application/json' })).status).toBe(
        201,
      );
    });

    it('is not described to somebody who may not send it', async () => {
      expect((await app.client().post('/probe/greet', { wrong: 1 })).status).toBe(401);
    });
  });

  describe('too often', () => {
    it('answers 429 and when to try again, by session', async () => {
      const [busy, other] = [as('viewer'), as('viewer')];
      for (let i = 0; i < LIMITS.write.points; i += 1) await busy.post('/probe/do');
      const answer = await busy.post('/probe/do');
      expect(answer.body).toMatchObject({
        status: 429,
        code: 'too_many_requests',
        facts: { retryAfterSeconds: expect.any(Number) },
      });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect((await other.post('/probe/do')).status).toBe(201);
    });

    it('answers 429 by address where there is no session, an IPv6 network counting as one', async () => {
      const from = (address: string) =>
        app.client({ 'x-forwarded-for': address }).post('/probe/login', { greeting: 'x' });
      for (let i = 0; i < LIMITS.login.points; i += 1) await from(`fd00::${i.toString(16)}`);
      expect([(await from('fd00::ffff')).status, (await from('fd00:1::1')).status]).toEqual([429, 201]);
    });
  });
});

describe('reaching the server at all', () => {
  const sessions = new FakeSessions();
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({
      imports: [ProbeModule, sessions.asModule()],
      environment: { HOMELAB_ALLOWED_HOSTS: 'nas.lan,[::1]', HOMELAB_TRUSTED_PROXIES: '127.0.0.1' },
    });
  });
  afterAll(async () => {
    await app.close();
  });

  it.each<[string, number]>([
    ['nas.lan', 200],
    ['NAS.lan:8080', 200],
    ['nas.lan.', 200],
    ['[::1]:7420', 200],
    ['evil.example', 400],
    ['nas.lan.evil.example', 400],
    ['127.0.0.1', 400],
    ['', 400],
  ])('under the name %j answers %d', async (host, status) => {
    const answer = await app.client({ host }).get('/probe/public');
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body).toMatchObject({ code: 'host_not_allowed' });
  });

  it.each<[string, number]>([
    ['192.168.1.20', 200],
    ['100.100.1.1', 200],
    ['fd12::1', 200],
    ['203.0.113.9', 403],
    ['2001:db8::1', 403],
    ['not an address', 403],
  ])('from %s answers %d', async (address, status) => {
    const answer = await app.client({ host: 'nas.lan', 'x-forwarded-for': address }).get('/probe/public');
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: 'network_not_allowed' });
  });

  it('checks files and unknown addresses like everything else', async () => {
    expect((await app.client({ host: 'evil.example' }).get('/')).status).toBe(400);
    expect((await app.client({ host: 'evil.example' }).get('/nothing/here')).status).toBe(400);
  });

  it('believes no forwarded address of somebody who is no proxy', async () => {
    const plain = await startTestApp({ imports: [ProbeModule, sessions.asModule()] });
    const spoofed = plain.client({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-host': 'evil.example' });
    expect((await spoofed.get('/probe/public')).status).toBe(200);
    await plain.close();
  });
});
