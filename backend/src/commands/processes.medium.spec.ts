import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type TestClient } from '../platform/testing/test-client.ts';
import { type CommandsApp, startCommandsApp } from './testing/commands-app.ts';
import { ended, run, until } from './testing/operation-client.ts';

jest.setTimeout(60_000);

const sh = (script: string): object => ({ file: '/bin/sh', args: ['-c', script] });

describe('a command that runs a program', () => {
  let app: CommandsApp;
  let operator: TestClient;
  beforeEach(async () => {
    app = await startCommandsApp();
    operator = app.as('operator');
  });
  afterEach(async () => {
    await app.close();
  });

  const output = async (id: string, query = ''): ReturnType<TestClient['get']> =>
    operator.get(`/api/operations/${id}/output${query}`);

  const filesLeft = (): readonly string[] => {
    try {
      return readdirSync(join(app.dataDirectory, 'operations'));
    } catch {
      return [];
    }
  };

  it('keeps what it writes, as text, to read and to download', async () => {
    const operation = await run(operator, 'test.process', sh('echo "<b>out</b>"; echo err >&2; exit 3'));
    const done = await ended(operator, operation);
    expect(done).toMatchObject({ status: 'failed', exitCode: 3, output: { bytes: 15, truncated: false } });
    const shown = await output(operation.id);
    expect(shown.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
    });
    expect(shown.text.split('\n').sort()).toEqual(['', '<b>out</b>', 'err']);
    const { headers } = await output(operation.id, '?download=1');
    expect(headers['content-disposition']).toBe(`attachment; filename="test.process-${operation.id}.txt"`);
    expect(filesLeft()).toEqual([]);
  });

  it('can be read while it runs, and has no output that can be read where it wrote none', async () => {
    const operation = await run(operator, 'test.process', sh('echo begun; exec sleep 60'));
    while ((await output(operation.id)).text !== 'begun\n');
    await operator.post(`/api/operations/${operation.id}/cancel`);
    await ended(operator, operation);
    expect((await output(operation.id)).text).toBe('begun\n');
    const silent = await ended(operator, await run(operator, 'test.succeed'));
    expect(await output(silent.id)).toMatchObject({ status: 200, text: '' });
    expect(await output('nothing')).toMatchObject({ status: 404 });
  });

  it.each([
    ['a program that ignores TERM', 'trap "" TERM; while :; do sleep 1; done'],
    ['a child with a session of its own', 'setsid sleep 300 & sleep 300'],
    ['a child of a child whose parent is gone', '(setsid sh -c "sleep 300 & exit 0" &) ; sleep 300'],
  ])('leaves nothing behind when it is cancelled: %s', async (_what, script) => {
    const operation = await run(operator, 'test.process', sh(script));
    await until(operator, operation.id, ({ id }) => marked(id).length > 0);
    await operator.post(`/api/operations/${operation.id}/cancel`);
    expect(await ended(operator, operation)).toMatchObject({ status: 'cancelled' });
    expect(marked(operation.id)).toEqual([]);
  });

  it('ends on the exit of the program, whoever still holds its output', async () => {
    const operation = await run(operator, 'test.process', sh('setsid sleep 300 & exit 0'));
    expect(await ended(operator, operation)).toMatchObject({ status: 'succeeded', exitCode: 0 });
    expect(marked(operation.id)).toEqual([]);
  });

  it('says why a program could not be started', async () => {
    const operation = await run(operator, 'test.process', { file: '/nowhere/program', args: [] });
    expect(await ended(operator, operation)).toMatchObject({
      status: 'failed',
      error: { code: 'program_not_found', message: expect.stringContaining('/nowhere/program') },
    });
  });
});

/** The processes that carry an operation's mark. */
function marked(id: string): readonly string[] {
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/environ`, 'latin1').includes(`HOMELAB_OPERATION=${id}`);
    } catch {
      return false; // gone, or somebody else's
    }
  });
}
