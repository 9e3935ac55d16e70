import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteConnection from 'better-sqlite3';
import { type App, startApp } from '../support/app.ts';
import { signIn } from '../support/client.ts';
import { eventLoopWatch, loopDelay, type LoopDelay } from './event-loop.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type Question, questionsAt } from './history-questions.ts';
import { fillOperations } from './million-operations.ts';
import type { Row } from './row.ts';

const SIZES = [10_000, 100_000, 1_000_000] as const;

const WARM_UP = 20;
const SAMPLES = 150;

const GROWTH_MAX = 2;
const DELAY_GOAL_MS = 30;

/** What one question takes: over HTTP, and the bare query in this process. */
interface Measured {
  readonly question: Question;
  readonly ours: Figures;
  readonly bare: Figures;
}

/** The list of operations and its measures at three sizes: whether they stay as quick as they begin. */
export async function operationsHistory(say: (text: string) => void): Promise<Row[]> {
  const bySize: Measured[][] = [];
  let delay: LoopDelay | undefined;
  for (const size of SIZES) {
    say(`${size.toLocaleString('en')} operations …`);
    const folder = mkdtempSync(join(tmpdir(), 'homelab-bench-history-'));
    try {
      const end = Date.now();
      await makeDirectory(folder, size, end);
      const report = join(folder, 'delay.json');
      await using app = await startApp({ dataDirectory: folder, preload: eventLoopWatch(report) });
      const { measured, deepest } = await measureAll(app, folder, report, end);
      bySize.push(measured);
      say(`  the deep page is number ${deepest.toLocaleString('en')}`);
      delay = await loopDelay(app, report);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [...rowsOf(bySize), ...(delay === undefined ? [] : [delayRow(delay)])];
}

/** The program makes the database; what is in it is written past it. */
async function makeDirectory(folder: string, size: number, end: number): Promise<void> {
  const app = await startApp({ dataDirectory: folder });
  app.kill('SIGTERM');
  await app.ended();
  fillOperations(join(folder, 'homelab.db'), size, end);
}

async function measureAll(
  app: App,
  folder: string,
  report: string,
  end: number,
): Promise<{ measured: Measured[]; deepest: number }> {
  const { cookie } = await signIn(app.url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const raw = new SqliteConnection(join(folder, 'homelab.db'), { readonly: true });
  raw.pragma('cache_size = -1024'); // as much as each of the program's connections has
  try {
    const get = async (path: string) => answerOf(app.port, agent, cookie, path);
    const { deepest, cursor } = await walk(get);
    const measured: Measured[] = [];
    await sleep(1_000); // what starting has left to do
    await loopDelay(app, report);
    for (const question of questionsAt(end, cursor)) {
      const query = raw.prepare(question.bare.sql);
      const ours: number[] = [];
      const bare: number[] = [];
      for (let sample = 0; sample < WARM_UP + SAMPLES; sample += 1) {
        // In turns, so that whatever else the machine does meets both alike.
        bare.push(await timeOf(() => query.all(...question.bare.values)));
        ours.push(await timeOf(async () => get(question.path)));
      }
      measured.push({
        question,
        ours: figuresOf(ours.slice(WARM_UP)),
        bare: figuresOf(bare.slice(WARM_UP)),
      });
    }
    return { measured, deepest };
  } finally {
    agent.destroy();
    raw.close();
  }
}

/** Goes a thousand pages down, or as far as there are any. */
async function walk(get: (path: string) => Promise<string>): Promise<{ deepest: number; cursor: string }> {
  let cursor = '';
  for (let page = 1; ; page += 1) {
    const query = cursor === '' ? '' : `?cursor=${cursor}`;
    const { nextCursor } = JSON.parse(await get(`/api/operations${query}`)) as { nextCursor: string | null };
    if (nextCursor === null || page === 1_000) return { deepest: page, cursor };
    cursor = nextCursor;
  }
}

async function timeOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function answerOf(port: number, agent: Agent, cookie: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, agent, headers: { cookie } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${path} answered ${answer.statusCode ?? 0}: ${text}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function rowsOf(bySize: readonly (readonly Measured[])[]): Row[] {
  const [smallest = []] = bySize;
  return smallest.map(({ question, ours: least }, index) => {
    const each = bySize.flatMap((measured) => measured[index] ?? []);
    const most = each.at(-1);
    if (most === undefined) throw new Error('nothing was measured');
    const growth = most.ours.p50 / least.p50;
    return {
      name: `operations, ${question.name}`,
      ours: `${each.map(({ ours }) => ours.p95.toFixed(1)).join(' / ')} ms p95 at 10k / 100k / 1M, p50 grows ${growth.toFixed(2)}×`,
      limit: `${question.bareName} ${most.bare.p95.toFixed(2)} ms p95 at 1M`,
      ratio: most.ours.p95 / most.bare.p95,
      goal: `under ${question.goalMs} ms p95, growth under ${GROWTH_MAX}×`,
      met: most.ours.p95 < question.goalMs && growth < GROWTH_MAX,
    };
  });
}

function delayRow({ p99, max }: { readonly p99: number; readonly max: number }): Row {
  return {
    name: 'operations, event-loop delay at 1M',
    ours: `${p99.toFixed(1)} ms p99, ${max.toFixed(1)} max`,
    limit: `${DELAY_GOAL_MS} ms`,
    ratio: p99 / DELAY_GOAL_MS,
    goal: `p99 under ${DELAY_GOAL_MS} ms`,
    met: p99 < DELAY_GOAL_MS,
  };
}
