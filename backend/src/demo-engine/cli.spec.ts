import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { rawRequest } from './conformance/raw-request.ts';
import { type ControlCommand } from './http/control.ts';
import { SpecEngines } from './spec-client.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;

const CLI = join(import.meta.dirname, 'cli.ts');

async function control(socketPath: string, command: ControlCommand): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { socketPath, method: 'POST', path: '/_demo/control', agent: false },
      (incoming) => {
        text(incoming).then((body) => {
          resolve(JSON.parse(body));
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify(command));
  });
}

describe('the demo engine as a process', () => {
  const engines = new SpecEngines();
  const children = new Set<Child>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
  });
  afterAll(() => {
    engines.remove();
  });

  function run(...options: readonly string[]): Child {
    const child = spawn(process.execPath, [CLI, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    return child;
  }

  async function listening(child: Child): Promise<void> {
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toMatch(/^listening on /);
  }

  it('runs as it is written, obeys from outside, and ends on SIGTERM without leaving anything', async () => {
    const socketPath = engines.path('cli.sock');
    const child = run(
      '--socket',
      socketPath,
      '--containers',
      '12',
      '--still',
      '--engine',
      '26.1',
      '--control',
    );
    await listening(child);
    const version = await rawRequest(socketPath, { method: 'GET', path: '/version' });
    expect(JSON.parse(version.body.toString())).toMatchObject({ Version: '26.1.5', ApiVersion: '1.45' });
    const { result } = (await control(socketPath, { do: 'lab', verb: 'containers', arguments: [] })) as {
      readonly result: unknown[];
    };
    expect(result).toHaveLength(12);
    await control(socketPath, {
      do: 'add-fault',
      fault: { kind: 'status', status: 503, text: 'busy', on: ['version'] },
    });
    expect((await rawRequest(socketPath, { method: 'GET', path: '/version' })).status).toBe(503);
    await control(socketPath, { do: 'clear-faults' });
    expect((await rawRequest(socketPath, { method: 'GET', path: '/version' })).status).toBe(200);
    expect(await control(socketPath, { do: 'count-requests', endpoint: 'version' })).toEqual({ result: 3 });
    expect(await control(socketPath, { do: 'drop', endpoint: 'events', how: 'end' })).toEqual({ result: 0 });
    const complaint = await control(socketPath, { do: 'lab', verb: 'stop', arguments: ['nosuch'] });
    expect(complaint).toEqual({ message: 'No such container: nosuch' });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(existsSync(socketPath)).toBe(false);
  }, 20_000);

  it('does not obey unless it was told to', async () => {
    const socketPath = engines.path('deaf.sock');
    await listening(run('--socket', socketPath, '--still'));
    expect(await control(socketPath, { do: 'clear-faults' })).toEqual({ message: 'page not found' });
  }, 20_000);

  it('says how it is used, and why it cannot start', async () => {
    const misused = run('--still');
    expect(await once(misused, 'exit')).toEqual([2, null]);
    const nowhere = run('--socket', '/nonexistent/demo.sock', '--still');
    const [complaint] = await Promise.all([text(nowhere.stderr), once(nowhere, 'exit')]);
    expect(nowhere.exitCode).toBe(3);
    expect(complaint).toContain('/nonexistent/demo.sock');
  }, 20_000);
});
