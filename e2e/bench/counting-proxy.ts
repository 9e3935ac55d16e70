import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

/** Stands between the program and the engine and counts the requests. */
export interface CountingProxy extends AsyncDisposable {
  readonly dockerHost: string;
  /** Requests seen so far. */
  count(): number;
}

/**
 * @param engineSocket where the engine listens
 * @param ownSocket where the program is to connect
 */
export async function countRequests(engineSocket: string, ownSocket: string): Promise<CountingProxy> {
  let seen = 0;
  const server = createServer((incoming, outgoing) => {
    seen += 1;
    const onward = request(
      {
        socketPath: engineSocket,
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders(); // an event stream sends its head long before its first event
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
      },
    );
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.listen(ownSocket);
  await once(server, 'listening');
  return {
    dockerHost: `unix://${ownSocket}`,
    count: () => seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(ownSocket, { force: true });
    },
  };
}
