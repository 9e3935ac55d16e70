import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Operation } from '#shared/operation';
import { AUDIT_ENTITIES } from '../audit/public.ts';
import {
  COMMANDS_ENTITIES,
  CommandsModule,
  CommandSettingsModule,
  HistoryModule,
  LiveDirectoryModule,
} from '../commands/public.ts';
import { survivors } from '../commands/testing/book-audit.ts';
import { ended, post, run } from '../commands/testing/operation-client.ts';
import { trailOf } from '../commands/testing/trail-rows.ts';
import { DockerModule } from '../docker/public.ts';
import { FakeSessions } from '../platform/testing/fake-sessions.ts';
import { PROGRAM } from '../platform/testing/program.ts';
import { startTestApp, type TestApp } from '../platform/testing/test-app.ts';
import { type TestClient } from '../platform/testing/test-client.ts';

jest.setTimeout(120_000); // each command line is a process of its own, and starts from the sources

const SETTINGS = `
host_commands:
  - { id: host.wait, title: Wait, file: /bin/sleep, args: ['300'], lock: stove, role: operator, confirm: none }
  - { id: host.also, title: Also, file: /bin/true, lock: stove, role: operator, confirm: none }
`;

/** A server, and the command line as what it is: another process on the same database. */
describe('the command line beside a running server', () => {
  let folder: string;
  let app: TestApp;
  let operator: TestClient;
  const started: ChildProcess[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-beside-'));
    writeFileSync(join(folder, 'homelab.yaml'), SETTINGS);
    const sessions = new FakeSessions();
    app = await startTestApp({
      dataDirectory: folder,
      entities: [...AUDIT_ENTITIES, ...COMMANDS_ENTITIES],
      imports: [
        sessions.asModule(),
        DockerModule,
        LiveDirectoryModule,
        CommandSettingsModule,
        HistoryModule,
        CommandsModule,
      ],
      environment: { HOMELAB_ENGINE: 'demo' },
    });
    operator = app.client({ authorization: `Bearer ${sessions.add('operator')}` });
  });
  afterEach(async () => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
    await app.close();
    rmSync(folder, { recursive: true });
  });

  function homelab(...args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [...PROGRAM.flags, PROGRAM.cli, ...args], {
      env: { ...PROGRAM.environment, HOMELAB_DATA_DIR: folder, HOMELAB_ENGINE: 'demo' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    return child;
  }

  async function answerOf(child: ChildProcess): Promise<{ exitCode: unknown; document: unknown }> {
    if (child.stdout === null) throw new Error('the process has no output');
    const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return { exitCode, document: JSON.parse(stdout) };
  }

  /** What the command line runs, once the server's books have it. */
  async function runningByCli(): Promise<Operation> {
    for (;;) {
      const { body } = await operator.get('/api/operations?actor=cli&status=running');
      const [operation] = (body as { readonly items: readonly Operation[] }).items;
      if (operation !== undefined) return operation;
      await sleep(50);
    }
  }

  it('is refused what the server holds, and told which operation does', async () => {
    const { id } = await run(operator, 'host.wait');
    expect(await answerOf(homelab('run', 'host.also', '--json'))).toMatchObject({
      exitCode: 2,
      document: { error: { code: 'already_running', operationId: id, message: expect.any(String) } },
    });
    await operator.post(`/api/operations/${id}/cancel`);
    await ended(operator, { id });
    expect(await answerOf(homelab('run', 'host.also', '--json'))).toMatchObject({
      exitCode: 0,
      document: { operation: { status: 'succeeded', actor: 'cli' } },
    });
  });

  it('keeps the server from what it holds itself, and is stopped from there', async () => {
    const answer = answerOf(homelab('run', 'host.wait', '--json'));
    const { id } = await runningByCli();
    expect(await post(operator, 'host.also')).toMatchObject({
      status: 409,
      body: { code: 'already_running', operationId: id },
    });
    expect((await operator.post(`/api/operations/${id}/cancel`)).status).toBe(202);
    expect(await answer).toMatchObject({ exitCode: 1, document: { operation: { id, status: 'cancelled' } } });
    expect(trailOf(app, id)).toEqual([
      'command.requested accepted',
      'command.cancel-requested accepted',
      'command.finished cancelled',
    ]);
    await ended(operator, await run(operator, 'host.also'));
  });

  it('leaves nothing locked when it is killed: the server finds it', async () => {
    const child = homelab('run', 'host.wait');
    const { id } = await runningByCli();
    child.kill('SIGKILL');
    expect(survivors(new Set([id]))).toHaveLength(1); // what it ran has outlived it
    expect(await ended(operator, { id })).toMatchObject({ status: 'interrupted' });
    expect(survivors(new Set([id]))).toEqual([]);
    await ended(operator, await run(operator, 'host.also'));
  });
});
