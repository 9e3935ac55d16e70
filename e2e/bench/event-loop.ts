import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { App } from '../support/app.ts';

/** How long the server's event loop was held up, in milliseconds. */
export interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

/** To start the program with, so that its event loop can be asked. @param report a file it may write */
export function eventLoopWatch(report: string): string {
  return `${pathToFileURL(join(import.meta.dirname, 'watch-event-loop.ts')).href}?report=${report}`;
}

/** What was measured since the last time this was asked. */
export async function loopDelay(app: App, report: string): Promise<LoopDelay> {
  app.kill('SIGUSR2');
  await sleep(200);
  return JSON.parse(readFileSync(report, 'utf8')) as LoopDelay;
}
