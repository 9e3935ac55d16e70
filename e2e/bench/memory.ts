import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../support/app.ts';
import { ask, type Client } from '../support/client.ts';
import type { Row } from './row.ts';

const CLIENTS = 20;

/** What is left over of a start or a burst has been collected by then. */
const SETTLE_MS = 10_000;

/** Resident memory idle and with clients, beside that of a Node that only listens. */
export async function memory(app: App, client: Client, containers: number): Promise<readonly Row[]> {
  const bare = await bareNode();
  await sleep(SETTLE_MS);
  const idle = residentMiB(app.pid);
  const sockets = await Promise.all(Array.from({ length: CLIENTS }, async () => client.connect()));
  await Promise.all(sockets.map(async (socket) => ask(socket, 'services.watch')));
  await sleep(SETTLE_MS);
  const busy = residentMiB(app.pid);
  for (const socket of sockets) socket.disconnect();
  return [
    row(`memory, ${containers} containers, idle`, idle, bare, 120),
    row(`memory, with ${CLIENTS} clients`, busy, bare, 140),
  ];
}

function row(name: string, ours: number, bare: number, goal: number): Row {
  return {
    name,
    ours: `${ours.toFixed(0)} MiB`,
    limit: `bare Node ${bare.toFixed(0)} MiB`,
    ratio: ours / bare,
    goal: `under ${goal} MiB`,
    met: ours < goal,
  };
}

async function bareNode(): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '-e',
      `require('node:http').createServer(() => {}).listen(0, '127.0.0.1', () => process.stdout.write('up'))`,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(child.stdout, 'data');
  await sleep(500);
  const resident = residentMiB(child.pid ?? 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return resident;
}

function residentMiB(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}
