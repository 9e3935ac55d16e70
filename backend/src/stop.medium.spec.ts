import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PROGRAM } from './platform/testing/program.ts';
import { SERVER_PASSWORD, startProcess, urlOf } from './platform/testing/server-process.ts';
import { TestClient } from './platform/testing/test-client.ts';
import { TestSocket } from './platform/testing/test-socket.ts';

/** What the contract allows a graceful stop. */
const STOP_MAX_MS = 5_000;

jest.setTimeout(30_000); // processes of their own start slowly on a busy machine

describe('the server as a process', () => {
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-stop-'));
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
    return startProgram(process.execPath, [...PROGRAM.flags, ...args], environment);
  }

  function startProgram(
    file: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): ChildProcess {
    child = startProcess(folder, environment, file, args);
    return child;
  }

  it('stops within five seconds, whatever is connected', async () => {
    const server = start([PROGRAM.main]);
    const url = await urlOf(server);
    const client = new TestClient(url);
    await client.post('/api/auth/login', { username: 'admin', password: SERVER_PASSWORD });
    const tab = await TestSocket.connect(url, client.allHeaders());
    const stalled = await TestSocket.connect(url, client.allHeaders());
    stalled.stopReading();
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) =>
      get(new URL('/healthz', url), { agent }, (response) => response.resume().once('end', resolve)),
    );
    const { hostname, port } = new URL(url);
    const halfRequest = connect(Number(port), hostname, () =>
      halfRequest.write('POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\n'),
    );
    halfRequest.on('error', () => undefined);
    await once(halfRequest, 'connect');
    const started = performance.now();
    const closed = tab.closed();
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(performance.now() - started).toBeLessThan(STOP_MAX_MS);
    expect(await closed).toBe('transport close');
    agent.destroy();
    halfRequest.destroy();
    stalled.close();
  });

  it('ends with the process it was told to end with, as when npm is stopped', async () => {
    const shell = startProgram('/bin/sh', [
      ...['-c', '"$@" --parent=$$; exit $?', 'sh'],
      ...[process.execPath, ...PROGRAM.flags, PROGRAM.main],
    ]);
    await urlOf(shell);
    const started = performance.now();
    shell.kill('SIGTERM');
    await once(shell, 'close'); // the server holds its output, too
    expect(performance.now() - started).toBeLessThan(STOP_MAX_MS);
  });

  it('leaves nothing running once it is closed: the process ends by itself', async () => {
    const script = `
      const { AppConfig } = await import('./backend/src/platform/config/app-config.ts');
      const { createLog } = await import('./backend/src/platform/logging/logger.ts');
      const { serve } = await import('./backend/src/serve.ts');
      const server = await serve(AppConfig.read(process.env), await createLog('silent'));
      await fetch(server.url + '/healthz');
      await server.close();
      console.log('closed');`;
    const server = start(['--input-type=module', '-e', script]);
    await once(server.stdout ?? server, 'data');
    const closed = performance.now();
    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(performance.now() - closed).toBeLessThan(STOP_MAX_MS);
  });

  it.each([
    ['a configuration that is wrong', { HOMELAB_PORT: 'seven' }, 2, 'HOMELAB_PORT: needs a port number'],
    [
      'an address this machine has not',
      { HOMELAB_HOST: '192.0.2.1' },
      3,
      'This machine has no address 192.0.2.1',
    ],
    [
      'a data directory that cannot be',
      { HOMELAB_DATA_DIR: '/dev/null/below' },
      3,
      'The database cannot be used',
    ],
  ])('does not start on %s, and says why', async (_what, environment, exitCode, message) => {
    const server = start([PROGRAM.main], environment);
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(server, 'close')).toEqual([exitCode, null]);
    expect(said).toContain(message);
    expect(said).not.toMatch(/\n +at /);
  });

  it('does not start where another program listens, and says so', async () => {
    const first = start([PROGRAM.main]);
    const { port } = new URL(await urlOf(first));
    const second = start([PROGRAM.main], { HOMELAB_PORT: port, HOMELAB_DATA_DIR: join(folder, 'second') });
    let said = '';
    second.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(second, 'close')).toEqual([3, null]);
    expect(said).toContain(`Another program is listening on 127.0.0.1:${port} already`);
    first.kill('SIGKILL');
    await once(first, 'exit');
  });
});
