import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import SqliteConnection from 'better-sqlite3';
import type { Socket } from 'socket.io-client';
import type { Ack, OperationDelta, OperationFollowed, ServerEvents } from '#shared/socket';
import { isTerminal, type Operation } from '#shared/operation';
import { type App, startApp } from '../support/app.ts';
import { ask, type Client, signIn } from '../support/client.ts';
import { eventLoopWatch, loopDelay } from './event-loop.ts';
import { figuresOf } from './figures.ts';
import type { Row } from './row.ts';

const RUNS = 200;

/** The first few pay for what is loaded and compiled once. */
const WARM_UP = 20;

/** The intent with the start, and the outcome: what an operation without lasting events costs. */
const COMMITS = 2;

/** What a program writes that has much to say: a line as a log has it, at its own pace. */
const LINES = 300_000;
const LINE = 'jellyfin  | [12:00:00] [INF] Emby.Server: a line of the length most lines of a log have';

/** Both are run so often, and the middle one counts: what else the machine does shows in a single one. */
const OUTPUT_RUNS = 7;

/** Commands from the request to their outcome, and their output from the program to a browser. */
export async function commands(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'homelab-bench-'));
  try {
    const program = join(folder, 'talk.awk');
    writeFileSync(program, `BEGIN { for (i = 1; i <= ${LINES}; i++) print i, "${LINE}" }\n`);
    writeFileSync(join(folder, 'homelab.yaml'), settings(program));
    const report = join(folder, 'delay.json');
    await using app = await startApp({ dataDirectory: folder, preload: eventLoopWatch(report) });
    const client = await signIn(app.url);
    return [await overhead(client, folder), await throughput(client, app, report, program)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function settings(program: string): string {
  return [
    'host_commands:',
    '  - id: host.talk',
    '    title: Talk',
    '    risk: safe',
    '    file: /usr/bin/awk',
    `    args: ['-f', '${program}']`,
    '',
  ].join('\n');
}

/** From the request to the outcome on a socket, of a command that reads five lines from /proc. */
async function overhead(client: Client, folder: string): Promise<Row> {
  const socket = await client.connect();
  await ask(socket, 'operations.watch');
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const began = performance.now();
    const ended = nextOutcome(socket);
    const answer = await client.post('/api/commands/host.refresh/runs', { params: {} });
    if (answer.status !== 202) throw new Error(`host.refresh was answered ${answer.status}`);
    await ended;
    if (run >= WARM_UP) times.push(performance.now() - began);
  }
  socket.disconnect();
  const ours = figuresOf(times);
  const bare = figuresOf(bareCommits(join(folder, 'bare.db')));
  return {
    name: 'a command that does nothing, request to outcome',
    ours: `${ours.p50.toFixed(1)} ms p50, ${ours.p95.toFixed(1)} p95`,
    limit: `${COMMITS} bare SQLite commits: ${bare.p50.toFixed(1)} ms p50, ${bare.p95.toFixed(1)} p95`,
    ratio: ours.p50 / bare.p50,
    goal: 'under 15 ms p50',
    met: ours.p50 < 15,
  };
}

async function nextOutcome(socket: Socket): Promise<Operation> {
  return new Promise((resolve) => {
    const hear = ({ operation }: OperationDelta): void => {
      if (!isTerminal(operation.status)) return;
      socket.off('operation.changed', hear);
      resolve(operation);
    };
    socket.on('operation.changed', hear);
  });
}

/** What the disk takes for as many durable commits of as many rows, without a program around it. */
function bareCommits(file: string): number[] {
  const database = new SqliteConnection(file);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)');
    const insert = database.prepare('INSERT INTO rows (text) VALUES (?)');
    const commit = database.transaction(() => {
      for (let row = 0; row < 4; row += 1) insert.run(LINE);
    });
    return Array.from({ length: RUNS }, () => {
      const began = performance.now();
      for (let number = 0; number < COMMITS; number += 1) commit();
      return performance.now() - began;
    });
  } finally {
    database.close();
  }
}

/** Lines a second from a program to one client that follows it, beside the same program at a bare pipe. */
async function throughput(client: Client, app: App, report: string, program: string): Promise<Row> {
  const [pipe, ours, p99]: [number[], number[], number[]] = [[], [], []];
  let [lines, cutOff] = [0, 0];
  for (let run = 0; run < OUTPUT_RUNS; run += 1) {
    pipe.push(await bareLinesPerSecond(program));
    await loopDelay(app, report);
    const followed = await followedLines(client);
    p99.push((await loopDelay(app, report)).p99);
    ours.push(followed.lines / followed.seconds);
    lines += followed.lines;
    cutOff += followed.cutOff;
  }
  const [pipeRate, rate] = [figuresOf(pipe).p50, figuresOf(ours).p50];
  const delay = Math.max(...p99);
  const told = ((lines / (LINES * OUTPUT_RUNS)) * 100).toFixed(0);
  return {
    name: `output of ${thousands(LINES)} lines to a socket client`,
    ours: `${thousands(rate)} lines/s, ${told} % of them, cut off ${cutOff} times; event loop ${delay.toFixed(0)} ms p99`,
    limit: `the bare pipe: ${thousands(pipeRate)} lines/s`,
    ratio: rate / pipeRate,
    goal: 'at least 0.50×, event loop under 50 ms p99',
    met: rate / pipeRate >= 0.5 && delay < 50,
  };
}

interface Followed {
  readonly lines: number;
  /** From the request to the last line. What is stored after it is no matter of how fast lines come. */
  readonly seconds: number;
  /** How often the server gave the connection up because too much waited for it. */
  readonly cutOff: number;
}

/** Follows a run as a browser does: one that was cut off connects again and asks for what it has missed. */
async function followedLines(client: Client): Promise<Followed> {
  const socket = await client.connect();
  const over = Promise.withResolvers<undefined>();
  let [id, lastSeq, lines, cutOff, lastLineAt] = ['', 0, 0, 0, 0];
  const take = ({ seq, kind, data }: OperationFollowed['events'][number]): void => {
    if (seq <= lastSeq) return;
    lastSeq = seq;
    if (kind === 'output') {
      lines += linesIn(data.text);
      lastLineAt = performance.now();
    }
    if (kind === 'state' && isTerminal(data.status)) over.resolve(undefined);
  };
  const follow = async (): Promise<void> => {
    const ack = (await socket.emitWithAck('operation.follow', {
      id,
      afterSeq: lastSeq,
    })) as Ack<OperationFollowed>;
    if (!ack.ok) throw new Error(ack.error.message);
    ack.data.events.forEach(take);
  };
  socket.on('operation.event', (event: ServerEvents['operation.event']) => {
    if (event.operationId === id) take(event);
  });
  socket.on('connect', () => {
    cutOff += 1;
    follow().catch(over.reject);
  });
  const began = performance.now();
  const answer = await client.post('/api/commands/host.talk/runs', { params: {} });
  ({ id } = ((await answer.json()) as { readonly operation: Operation }).operation);
  await follow();
  await over.promise;
  socket.disconnect();
  return { lines, seconds: (lastLineAt - began) / 1_000, cutOff };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

async function bareLinesPerSecond(program: string): Promise<number> {
  const began = performance.now();
  const child = spawn('/usr/bin/awk', ['-f', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let lines = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines += 1;
  });
  await once(child, 'close');
  return lines / ((performance.now() - began) / 1_000);
}

function thousands(value: number): string {
  return `${(value / 1_000).toFixed(0)}k`;
}
