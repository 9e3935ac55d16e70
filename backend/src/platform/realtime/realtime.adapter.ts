import type { Server as HttpServer } from 'node:http';
import { type INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Server, type Socket } from 'socket.io';
import { HandshakePolicy } from './handshake-policy.ts';
import { RealtimeServer } from './realtime-server.ts';
import { SocketAccess } from './socket-access.ts';
import { type AppServer, type AppSocket, handshakePrincipal } from './socket-data.ts';
import { knownClientEvents } from './known-client-events.ts';

/** A socket that has not said hello by then is closed: socket.io would keep it for 45 s. */
const CONNECT_TIMEOUT_MS = 5_000;

/** A client event is a name and a few ids. */
const CLIENT_MESSAGE_MAX_BYTES = 16 * 1024;

/** A dead connection is noticed after the sum of both. */
const PING_INTERVAL_MS = 10_000;
const PING_TIMEOUT_MS = 10_000;

/** socket.io as a transport and nothing else: WebSocket only, everything checked before the upgrade. */
export class RealtimeAdapter extends IoAdapter {
  constructor(private readonly app: INestApplicationContext) {
    super(app);
  }

  override createIOServer(): Server {
    const policy = this.app.get(HandshakePolicy);
    const server = new Server(this.httpServer as HttpServer, {
      transports: ['websocket'],
      allowUpgrades: false,
      serveClient: false,
      cookie: false,
      perMessageDeflate: false,
      httpCompression: false,
      connectTimeout: CONNECT_TIMEOUT_MS,
      maxHttpBufferSize: CLIENT_MESSAGE_MAX_BYTES,
      pingInterval: PING_INTERVAL_MS,
      pingTimeout: PING_TIMEOUT_MS,
      allowRequest: (request, answer) => {
        policy.check(request).then(
          () => {
            answer(null, true);
          },
          (error: unknown) => {
            answer(error instanceof Error ? error.message : 'refused', false);
          },
        );
      },
    });
    this.identifySockets(server as AppServer);
    return server;
  }

  /** Before Nest binds a single handler, a socket knows who is behind it. */
  private identifySockets(server: AppServer): void {
    const access = this.app.get(SocketAccess);
    const known = knownClientEvents(this.app);
    server.use((socket, next) => {
      const principal = handshakePrincipal(socket.request);
      if (principal === undefined) {
        next(new Error('unauthenticated'));
        return;
      }
      socket.data.principal = principal;
      access.attach(socket);
      refuseUnknownEvents(socket, known);
      next();
    });
    this.app.get(RealtimeServer).attach(server);
  }
}

/** An event nobody handles is answered too: a client must not wait for ever. */
function refuseUnknownEvents(socket: AppSocket, known: ReadonlySet<string>): void {
  (socket as Socket).onAny((event: string, ...args: unknown[]) => {
    const ack = args.at(-1);
    if (known.has(event) || typeof ack !== 'function') return;
    (ack as (answer: unknown) => void)({
      ok: false,
      error: { code: 'unknown_event', message: 'The server does not know this event.' },
    });
  });
}
