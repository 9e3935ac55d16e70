import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillOperations } from '../bench/million-operations.ts';
import { type App, type AppOptions, startApp } from './app.ts';

/**
 * Starts the built program with a past: operations of thirteen months, the last one now.
 *
 * @param count of operations
 */
export async function startFilledApp(count: number, options: AppOptions = {}): Promise<App> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'homelab-filled-'));
  const empty = await startApp({ ...options, dataDirectory }); // makes the schema
  await empty.close();
  fillOperations(join(dataDirectory, 'homelab.db'), count, Date.now());
  const app = await startApp({ ...options, dataDirectory });
  const close = async (): Promise<void> => {
    await app.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  return { ...app, close, [Symbol.asyncDispose]: close };
}
