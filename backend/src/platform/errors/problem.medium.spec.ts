import { Controller, Get, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Allow } from '../access/allow.ts';
import { EventBus } from '../events/event-bus.ts';
import { FakeSessions } from '../testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

@Controller('probe')
class BrokenController {
  constructor(private readonly bus: EventBus) {}

  @Get('broken')
  @Allow({ role: 'public', limit: 'probe' })
  broken(): never {
    throw new Error('the secret is under /root');
  }

  @Post('accept')
  @Allow({ role: 'public', limit: 'probe' })
  accept(): string {
    return 'accepted';
  }

  @Get('publish')
  @Allow({ role: 'public', limit: 'probe' })
  publish(): string {
    this.bus.publish('auth.session-renewed', { sessionId: 's1' });
    return 'published';
  }
}

@Module({ controllers: [BrokenController] })
class BrokenModule {}

describe('errors over HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ imports: [BrokenModule, new FakeSessions().asModule()] });
  });
  afterAll(async () => {
    await app.close();
  });

  it('say nothing about an unexpected error, but log it under the id of the answer', async () => {
    const answer = await app.client().get('/probe/broken');
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Internal error',
      status: 500,
      code: 'internal_error',
      detail: expect.stringContaining('The log has the details'),
      correlationId: answer.headers['x-correlation-id'],
    });
    expect(app.logs.withMessage('A request failed')).toEqual([
      expect.objectContaining({
        correlationId: answer.headers['x-correlation-id'],
        err: expect.objectContaining({ message: 'the secret is under /root', stack: expect.any(String) }),
      }),
    ]);
  });

  it.each<[string, string, string, string | undefined, number, string]>([
    ['an address that does not exist', 'GET', '/api/nothing', undefined, 404, 'not_found'],
    ['a method that does not exist', 'DELETE', '/probe/broken', undefined, 404, 'not_found'],
    ['a body that is no JSON', 'POST', '/probe/accept', '{"half":', 400, 'malformed_request'],
    ['a body that is a bare value', 'POST', '/probe/accept', '"text"', 400, 'malformed_request'],
    [
      'a body that is too large',
      'POST',
      '/probe/accept',
      `{"x":"${'x'.repeat(70_000)}"}`,
      413,
      'request_too_large',
    ],
    ['an address that cannot be decoded', 'GET', '/api/%E0%A4%A', undefined, 404, 'not_found'],
    ['a body in an unknown charset', 'POST', '/probe/accept?charset', '{}', 415, 'unsupported_media_type'],
  ])('answer %s with a problem, never with HTML', async (_what, method, path, body, status, code) => {
    const charset = path.includes('charset') ? '; charset=klingon' : '';
    const answer = await app
      .client()
      .send(method, path, { 'content-type': `application/json${charset}` }, body);
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.text).not.toMatch(/<|at .*\.(ts|js)|node_modules/);
  });

  it('take over the id of a client, if it cannot break anything', async () => {
    const sent = await app.client().get('/healthz', { 'x-correlation-id': 'from-the-client-1' });
    expect(sent.headers['x-correlation-id']).toBe('from-the-client-1');
    const broken = await app.client().get('/healthz', { 'x-correlation-id': 'two words"' });
    expect(broken.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('have one id in the answer, the log and whatever an event set in motion', async () => {
    const heard: unknown[] = [];
    app
      .get(EventBus)
      .register('auth.session-renewed', { where: 'test', critical: false, handle: () => heard.push(1) });
    await app.client().get('/probe/publish', { 'x-correlation-id': 'one-id-for-all' });
    const lines = app.logs.all().filter(({ correlationId }) => correlationId === 'one-id-for-all');
    expect(lines.map(({ msg }) => msg)).toEqual(['Event handled', 'Request']);
    expect(heard).toHaveLength(1);
  });

  it('carry the headers of every answer', async () => {
    const { headers } = await app.client().get('/probe/broken');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(
        /default-src 'none'.*require-trusted-types-for 'script'/,
      ),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});
