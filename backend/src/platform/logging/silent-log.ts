import type { Log } from './logger.ts';

/** A log that keeps everything to itself, for unit tests. */
export const SILENT_LOG: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
