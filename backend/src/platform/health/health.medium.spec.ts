import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../database/database.ts';
import { FakeSessions } from '../testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { Readiness } from './readiness.ts';

describe('health', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ imports: [new FakeSessions().asModule()] });
  });
  afterAll(async () => {
    await app.close();
  });

  it('is alive', async () => {
    expect((await app.client().get('/healthz')).body).toEqual({ status: 'ok' });
  });

  it('is ready once its parts are, and says what each is doing', async () => {
    app.get(Readiness).add('engine', () => ({ status: 'unreachable', blocking: false }));
    const answer = await app.client().get('/readyz');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: 'ready', database: 'ok', engine: 'unreachable' });
  });

  it('is not ready without its database, but alive', async () => {
    const database = app.get(Database);
    const answers = database.answers.bind(database);
    database.answers = () => false;
    expect(await app.client().get('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'not_ready', database: 'failing' },
    });
    expect((await app.client().get('/healthz')).status).toBe(200);
    database.answers = answers;
  });
});
