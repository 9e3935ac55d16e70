import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { startApp } from '../support/app.ts';
import { figuresOf } from './figures.ts';
import type { Row } from './row.ts';

const RUNS = 7;
const GOAL_MS = 1_500;

/** A Node that listens on HTTP and does nothing else: what no server on this runtime can beat. */
const BARE_SERVER = `require('node:http').createServer((q, s) => s.end()).listen(0, '127.0.0.1', () => process.stdout.write('up'))`;

/** From the start of the process until `/readyz` answers, in an existing data directory. */
export async function startUp(dockerHost: string): Promise<Row> {
  const first = await startApp({ dockerHost }); // makes the database and fills the compile cache
  const { dataDirectory } = first;
  first.kill('SIGTERM');
  await first.ended();
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await bareStart());
    const app = await startApp({ dockerHost, dataDirectory });
    ours.push(app.readyAfterMs);
    await app.close();
  }
  const us = figuresOf(ours);
  const limit = figuresOf(bare);
  return {
    name: 'start to ready',
    ours: `${us.p50.toFixed(0)} ms p50, ${us.max.toFixed(0)} max`,
    limit: `bare Node HTTP server ${limit.p50.toFixed(0)} ms`,
    ratio: us.p50 / limit.p50,
    goal: `under ${GOAL_MS} ms`,
    met: us.max < GOAL_MS,
  };
}

async function bareStart(): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, ['-e', BARE_SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const took = performance.now() - started;
  child.kill('SIGKILL');
  await once(child, 'exit');
  return took;
}
