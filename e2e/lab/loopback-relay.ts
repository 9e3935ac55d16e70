import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MARK_VARIABLE } from './marked-processes.ts';
import type { Namespaces } from './namespaces.ts';

/** A port of this machine's loopback that is reachable inside a private engine. */
export interface Relay {
  /** Ends this process's side; the other side ends with the lab folder. */
  close(): void;
}

const READY_TIMEOUT_MS = 20_000;

/**
 * Makes `127.0.0.1:PORT` inside a private engine's network lead to `127.0.0.1:PORT` of this machine.
 *
 * A Unix socket is found by its path, whatever the network namespace. So a small process inside listens on TCP and
 * passes each connection to a socket in the lab folder, where this process takes it and connects to the real port.
 * Both sides call the port by the same name, which is what an image reference needs.
 */
export async function openRelay(namespaces: Namespaces, folder: string, port: number): Promise<Relay> {
  const socketPath = join(folder, `relay-${port}.sock`);
  const outside = createServer((incoming) => {
    joinSockets(incoming, connect(port, '127.0.0.1'));
  });
  outside.listen(socketPath);
  await once(outside, 'listening');
  outside.unref();
  const program = fileURLToPath(new URL('./relay-inside.ts', import.meta.url));
  const [file, ...args] = namespaces.command(process.execPath, [program, socketPath, String(port)]);
  const inside = spawn(file, args, {
    env: { PATH: '/usr/bin:/bin', [MARK_VARIABLE]: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // Ctrl-C in a terminal goes to the whole process group
  });
  const failure = once(inside, 'exit').then(() => {
    throw new Error(`the relay of port ${port} ended inside the engine's network (see above)`);
  });
  try {
    await Promise.race([
      once(inside.stdout, 'data', { signal: AbortSignal.timeout(READY_TIMEOUT_MS) }),
      failure,
    ]);
  } catch (error) {
    outside.close();
    throw error;
  }
  failure.catch(() => {
    // Ending later is part of the end of the folder.
  });
  inside.stdout.destroy();
  inside.unref();
  return { close: () => outside.close() };
}

/** Passes everything both ways; a reset on one side is a reset on the other. */
export function joinSockets(a: Socket, b: Socket): void {
  a.pipe(b);
  b.pipe(a);
  a.on('error', () => b.destroy());
  b.on('error', () => a.destroy());
}
