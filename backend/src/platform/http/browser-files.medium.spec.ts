import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeSessions } from '../testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

const PAGE =
  '<!doctype html><app-root ngCspNonce="__STYLE_NONCE__"></app-root><script src="main-ABCDEFGH.js"></script>';

describe('the browser application', () => {
  let app: TestApp;
  let browserFolder: string;
  beforeAll(async () => {
    browserFolder = mkdtempSync(join(tmpdir(), 'homelab-browser-'));
    mkdirSync(join(browserFolder, 'media'));
    writeFileSync(join(browserFolder, 'index.html'), PAGE);
    writeFileSync(join(browserFolder, 'main-ABCDEFGH.js'), 'console.log(1)');
    writeFileSync(join(browserFolder, 'media', 'font-ABCDEFGH.woff2'), 'font');
    app = await startTestApp({ imports: [new FakeSessions().asModule()], browserFolder });
  });
  afterAll(async () => {
    await app.close();
    rmSync(browserFolder, { recursive: true });
  });

  it.each(['/', '/index.html', '/services/media/jellyfin', '/services/media/app.web'])(
    'is the page at %s',
    async (path) => {
      const answer = await app.client().get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  it('has a nonce of its own each time, the same in the page and in the policy', async () => {
    const answers = [await app.client().get('/'), await app.client().get('/')];
    const nonces = answers.map(({ text }) => /ngCspNonce="([\w+/=]{24})"/.exec(text)?.[1]);
    expect(nonces[0]).not.toBe(nonces[1]);
    for (const [index, { headers }] of answers.entries()) {
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonces[index] ?? ''}'`);
      expect(headers['content-security-policy']).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
    }
  });

  it('keeps files named after their content for ever, and says what they are', async () => {
    const script = await app.client().get('/main-ABCDEFGH.js');
    expect(script.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript',
    });
    expect((await app.client().get('/media/font-ABCDEFGH.woff2')).status).toBe(200);
  });

  it.each(['/missing.js', '/main-OLDBUILD.js', '/media/missing.woff2', '/api', '/api/nothing', '/metrics'])(
    'has no page at %s',
    async (path) => {
      const answer = await app.client().get(path);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'not_found' });
    },
  );

  it.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/media/../../homelab.db'])(
    'gives no file outside its folder: %s',
    async (path) => {
      const answer = await app.client().get(path);
      expect(answer.text).not.toMatch(/"name"|SQLite/);
    },
  );
});
