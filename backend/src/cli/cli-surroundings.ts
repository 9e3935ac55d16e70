import type { Readable, Writable } from 'node:stream';
import { type Environment } from '../platform/config/environment.ts';

/** What a command of the CLI has to do with. */
export interface CliSurroundings {
  readonly environment: Environment;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Calls back when somebody wants this process to end (Ctrl-C, TERM), until what it returns is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Becomes the server. */
  readonly serve: () => Promise<void>;
}
