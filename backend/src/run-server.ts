import { AppConfig } from './platform/config/app-config.ts';
import { type Environment } from './platform/config/environment.ts';
import { createLog } from './platform/logging/logger.ts';
import { EXIT, failureOf } from './platform/process/exit-codes.ts';
import { serve } from './serve.ts';

/** Everything has to be down by then; a supervisor kills what takes longer. */
const STOP_DEADLINE_MS = 4_500;

/** How often it is looked whether the parent is still there. A look is one system call. */
const PARENT_LOOK_MS = 500;

/**
 * Runs the server until a signal ends it, as the process it is. Ends the process with a code that says why.
 *
 * @param parent the process it is to end with; null if it is to outlive whoever started it
 */
export async function runServer(environment: Environment, parent: number | null): Promise<void> {
  try {
    const config = AppConfig.read(environment);
    const log = await createLog(config.logLevel);
    const server = await serve(config, log);
    const version = environment['npm_package_version'];
    log.info(
      { url: server.url, version, node: process.version },
      `Homelab Control Plane is at ${server.url}`,
    );
    stopOn(['SIGINT', 'SIGTERM'], async (signal) => {
      log.info({ signal }, 'Stopping');
      await server.close();
      log.info({}, 'Stopped');
    });
    if (parent !== null) endWith(parent);
  } catch (error) {
    const { message, exitCode } = failureOf(error);
    process.stderr.write(`${message}\n`);
    process.exit(exitCode);
  }
}

/**
 * Runs `stop` once, on the first of the signals, within the deadline. After it nothing keeps the event loop alive
 * and the process ends by itself: `process.exit` here joins V8's workers while one of them may wait for a garbage
 * collection that only this thread could do, and then never returns (https://github.com/nodejs/node/issues/54918).
 */
function stopOn(signals: readonly NodeJS.Signals[], stop: (signal: string) => Promise<void>): void {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(EXIT.failed), STOP_DEADLINE_MS).unref();
      stop(signal).then(
        () => (process.exitCode = EXIT.done),
        () => (process.exitCode = EXIT.failed),
      );
    });
  }
}

/** Asks this process to end once its parent is gone, which makes it the child of another. */
function endWith(parent: number): void {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_LOOK_MS).unref();
}
