import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

/** Lets this process end while the pipe to a child is still open. Node types a child's pipe as a plain stream. */
export function unrefPipe(pipe: Writable): void {
  if (pipe instanceof Socket) pipe.unref();
}
