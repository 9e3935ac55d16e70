import type { Readable, Writable } from 'node:stream';
import { type Environment } from '../platform/config/environment.ts';

/** What a command of the CLI has to do with. */
export interface CliSurroundings {
  readonly environment: Environment;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Becomes the server. */
  readonly serve: () => Promise<void>;
}
