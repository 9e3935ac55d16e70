import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callEngineOrThrow } from '../lab/engine-api.ts';

/** The demo engine as a process of its own, so that a test can make it fail. */
export interface DemoProcess extends AsyncDisposable {
  readonly dockerHost: string;
  /** Posts a command of the demo engine's control endpoint. */
  control(command: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Stops answering, and answers again: SIGSTOP and SIGCONT. */
  freeze(): void;
  thaw(): void;
}

const CLI = join(import.meta.dirname, '..', '..', 'backend', 'src', 'demo-engine', 'cli.ts');

/** @param args such as `--containers 5000` or `--still` */
export async function startDemoProcess(...args: readonly string[]): Promise<DemoProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'homelab-demo-process-'));
  const socketPath = join(folder, 'engine.sock');
  const child = spawn(
    process.execPath,
    ['--no-warnings', CLI, '--socket', socketPath, '--control', ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(child.stdout, 'data');
  return {
    dockerHost: `unix://${socketPath}`,
    control: async (json) => callEngineOrThrow(socketPath, { method: 'POST', path: '/_demo/control', json }),
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
