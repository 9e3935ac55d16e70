import { Agent, request, type RequestOptions } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { LabEngine } from '../lab/engine.ts';
import type { App } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { figuresOf } from './figures.ts';
import type { Row } from './row.ts';

const WARM_UP = 50;
const SAMPLES = 400;

/** How long `GET /api/services` takes, beside the engine's own list over a connection that is kept open just as well. */
export async function directoryAnswer(
  engine: LabEngine,
  app: App,
  client: Client,
  containers: number,
): Promise<Row> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const raw = { socketPath: engine.socketPath, path: '/containers/json?all=1', agent };
  const own = {
    host: '127.0.0.1',
    port: app.port,
    path: '/api/services',
    agent,
    headers: { cookie: client.cookie },
  };
  const limit: number[] = [];
  const ours: number[] = [];
  for (let sample = 0; sample < WARM_UP + SAMPLES; sample += 1) {
    // In turns, so that whatever else the machine does meets both alike.
    limit.push(await timeOf(raw));
    ours.push(await timeOf(own));
  }
  agent.destroy();
  const us = figuresOf(ours.slice(WARM_UP));
  const engineItself = figuresOf(limit.slice(WARM_UP));
  const ratio = us.p50 / engineItself.p50;
  return {
    name: `list of ${containers} containers`,
    ours: `${us.p50.toFixed(2)} ms p50, ${us.p99.toFixed(1)} p99`,
    limit: `raw list ${engineItself.p50.toFixed(2)} ms p50`,
    ratio,
    goal: 'under 0.5×',
    met: ratio < 0.5,
  };
}

type Target = RequestOptions;

async function timeOf(target: Target): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(target, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`answered ${answer.statusCode ?? 0}`));
      });
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
