import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DockerOptions, LabEngine } from './engine.ts';
import { cliPluginsDir } from './lab-dir.ts';
import { runOrThrow } from './run-process.ts';
import type { ProcessResult } from './run-process.ts';

/** The compose v2 plugin; it also runs by itself, as `docker-compose`. Throws where it is not installed. */
function composePlugin(): string {
  const plugin = join(cliPluginsDir(), 'docker-compose');
  if (!existsSync(plugin)) throw new Error(`the compose plugin is not at ${plugin}; run .ci/install`);
  return plugin;
}

/** Such as `2.40.3`. */
export async function composeVersion(): Promise<string> {
  const printed = (await runOrThrow(composePlugin(), ['version', '--short'])).trim();
  const version = /^v?(\d+\.\d+\.\d+)/.exec(printed)?.[1];
  if (version === undefined) throw new Error(`compose does not state a version: ${printed}`);
  return version;
}

/** Runs `docker compose` with the engine's own client. A failing command resolves with its code. */
export async function compose(
  engine: LabEngine,
  args: readonly string[],
  options?: DockerOptions,
): Promise<ProcessResult> {
  return engine.docker(['compose', ...args], options);
}
