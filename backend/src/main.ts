import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/** Everything has to be down by then; a supervisor kills what takes longer. */
const STOP_DEADLINE_MS = 4_500;

const EXIT_OK = 0;
const EXIT_FAILED = 1;
const EXIT_BAD_CONFIGURATION = 2;
const EXIT_NOT_AVAILABLE = 3;

// V8's compiled code of the bundle, kept beside it: the second start skips compiling. Without write access it is skipped.
enableCompileCache(join(import.meta.dirname, '.compile-cache'));
const { AppConfig } = await import('./platform/config/app-config.ts');
const { ConfigurationInvalid } = await import('./platform/config/configuration-invalid.ts');
const { AppError } = await import('./platform/errors/app-error.ts');
const { createLog } = await import('./platform/logging/logger.ts');
const { serve } = await import('./serve.ts');

try {
  const config = AppConfig.read(process.env);
  const log = await createLog(config.logLevel);
  const server = await serve(config, log);
  log.info({ url: server.url, version: process.env['npm_package_version'], node: process.version }, `Homelab Control Plane is at ${server.url}`);
  stopOn(['SIGINT', 'SIGTERM'], async (signal) => {
    log.info({ signal }, 'Stopping');
    await server.close();
    log.info({}, 'Stopped');
  });
} catch (error) {
  if (error instanceof ConfigurationInvalid) fail(error.message, EXIT_BAD_CONFIGURATION);
  if (error instanceof AppError) fail(error.message, EXIT_NOT_AVAILABLE);
  if (isListenError(error)) fail(listenProblem(error), EXIT_NOT_AVAILABLE);
  console.error(error);
  process.exit(EXIT_FAILED);
}

/** Runs `stop` once, on the first of the signals, within the deadline. */
function stopOn(signals: readonly NodeJS.Signals[], stop: (signal: string) => Promise<void>): void {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(EXIT_FAILED), STOP_DEADLINE_MS).unref();
      stop(signal).then(
        () => process.exit(EXIT_OK),
        () => process.exit(EXIT_FAILED),
      );
    });
  }
}

function fail(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}

interface ListenError extends Error {
  readonly code: string;
  readonly address?: string;
  readonly port?: number;
}

function isListenError(error: unknown): error is ListenError {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}

function listenProblem({ code, address, port, message }: ListenError): string {
  const where = `${address ?? ''}:${port ?? ''}`;
  if (code === 'EADDRINUSE') {
    return `Another program is listening on ${where} already. Stop it, or choose another port with HOMELAB_PORT.`;
  }
  if (code === 'EACCES') return `This user may not listen on ${where}. Ports below 1024 need more rights; choose another with HOMELAB_PORT.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address ?? ''}. Set HOMELAB_HOST to one it has, or to 0.0.0.0.`;
  return `The server cannot listen on ${where}: ${message}`;
}
