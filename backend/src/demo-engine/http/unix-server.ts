import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { DemoSocketUnusable } from './socket-errors.ts';

/** More than any client opens; a leak in a test shows as a refusal instead of as a full machine. */
const CONNECTIONS_MAX = 1_024;
const OWNER_ONLY = 0o600;
/** The system's limit for the path of a socket, one byte for its end included. */
const SOCKET_PATH_BYTES_MAX = 108;
const SOMEBODY_ANSWERS_WITHIN_MS = 1_000;

export interface UnixServer {
  /** Ends every connection and removes the socket's file. */
  close(): Promise<void>;
}

/** An HTTP server on a Unix socket. A file somebody left behind is replaced, but never one that somebody listens on. */
export async function listenOnUnixSocket(
  socketPath: string,
  onRequest: RequestListener,
): Promise<UnixServer> {
  if (Buffer.byteLength(socketPath) >= SOCKET_PATH_BYTES_MAX) throw DemoSocketUnusable.tooLong(socketPath);
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, onRequest);
  server.maxConnections = CONNECTIONS_MAX;
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.on('error', () => {
      socket.destroy(); // the client has gone; its requests end with the connection
    });
    socket.once('close', () => connections.delete(socket));
  });
  try {
    await listen(server, socketPath);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    await removeAbandoned(socketPath);
    await listen(server, socketPath);
  }
  chmodSync(socketPath, OWNER_ONLY);
  return { close: () => close(server, connections) };
}

async function listen(server: Server, socketPath: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function removeAbandoned(socketPath: string): Promise<void> {
  if (!lstatSync(socketPath).isSocket()) throw DemoSocketUnusable.notASocket(socketPath);
  if (await somebodyListens(socketPath)) throw DemoSocketUnusable.inUse(socketPath);
  unlinkSync(socketPath);
}

/** Only a refusal proves that nobody is there: who is too busy to answer is there. */
async function somebodyListens(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socketPath);
    const settle = (listens: boolean): void => {
      probe.destroy();
      resolve(listens);
    };
    probe.setTimeout(SOMEBODY_ANSWERS_WITHIN_MS, () => {
      settle(true);
    });
    probe.once('connect', () => {
      settle(true);
    });
    probe.once('error', (error) => {
      settle(codeOf(error) !== 'ECONNREFUSED');
    });
  });
}

async function close(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve(); // an error here means that it was closed already
    });
  });
  for (const socket of connections) socket.destroy();
  await closed;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
