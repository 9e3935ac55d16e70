import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteConnection, { type Database } from 'better-sqlite3';
import { type App, startApp } from '../support/app.ts';
import { type Client, signIn } from '../support/client.ts';
import { eventLoopWatch, loopDelay, type LoopDelay } from './event-loop.ts';
import { OneConnection } from './one-connection.ts';
import type { Row } from './row.ts';

const SIZES = [10_000, 100_000, 1_000_000] as const;

const DELAY_GOAL_MS = 30;

/** As much page cache as each of the program's connections has. */
const CACHE_KIB = 1_024;

/** The program on a database of one size. */
export interface Site {
  readonly app: App;
  readonly client: Client;
  readonly connection: OneConnection;
  /** When the last row was made. */
  readonly end: number;
  /** The same file, as bare SQLite reads it. */
  readonly raw: Database;
  readonly dataDirectory: string;
  readonly size: number;
}

/** What is looked at. */
export interface Subject<T> {
  /** What there are so many of, in the plural. */
  readonly what: string;
  /** Writes rows into a database with the schema of this release, the last of them made at `end`. */
  fill(file: string, size: number, end: number): void | Promise<void>;
  measure(site: Site): Promise<T>;
}

/** What was measured at each size, the smallest first, and the event loop's delay during all of it at the largest. */
export interface AtThreeSizes<T> {
  readonly bySize: readonly T[];
  readonly delay: LoopDelay;
}

/** Measures the same at 10,000, 100,000 and 1,000,000 rows: whether the program stays as quick as it begins. */
export async function atThreeSizes<T>(
  subject: Subject<T>,
  say: (text: string) => void,
): Promise<AtThreeSizes<T>> {
  const bySize: T[] = [];
  let delay: LoopDelay = { p99: Number.NaN, max: Number.NaN };
  for (const size of SIZES) {
    say(`${size.toLocaleString('en')} ${subject.what} …`);
    const dataDirectory = mkdtempSync(join(tmpdir(), 'homelab-bench-sizes-'));
    const file = join(dataDirectory, 'homelab.db');
    try {
      const end = Date.now();
      await makeDatabase(dataDirectory);
      await subject.fill(file, size, end);
      const report = join(dataDirectory, 'delay.json');
      await using app = await startApp({ dataDirectory, preload: eventLoopWatch(report) });
      const client = await signIn(app.url);
      using connection = new OneConnection(app.port, client.cookie);
      const raw = new SqliteConnection(file, { readonly: true });
      try {
        raw.pragma(`cache_size = -${CACHE_KIB}`);
        await sleep(1_000); // what starting has left to do
        await loopDelay(app, report);
        bySize.push(await subject.measure({ app, client, connection, end, raw, dataDirectory, size }));
        delay = await loopDelay(app, report);
      } finally {
        raw.close();
      }
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  }
  return { bySize, delay };
}

/** The program makes its database; what is in it is written past it. */
async function makeDatabase(dataDirectory: string): Promise<void> {
  const app = await startApp({ dataDirectory });
  app.kill('SIGTERM');
  await app.ended();
}

export function delayRow(what: string, { p99, max }: LoopDelay): Row {
  return {
    name: `${what}, event-loop delay at 1M`,
    ours: `${p99.toFixed(1)} ms p99, ${max.toFixed(1)} max`,
    limit: `${DELAY_GOAL_MS} ms`,
    ratio: p99 / DELAY_GOAL_MS,
    goal: `p99 under ${DELAY_GOAL_MS} ms`,
    met: p99 < DELAY_GOAL_MS,
  };
}
