import { Injectable } from '@nestjs/common';
import type { ServerEvents, SessionEndReason } from '#shared/socket';
import { Backlog } from './backlog.ts';
import type { AppServer, AppSocket } from './socket-data.ts';

/** The server's side of all sockets: who is connected, what is sent to whom. */
@Injectable()
export class RealtimeServer {
  private server: AppServer | undefined;
  private readonly backlog = new Backlog();

  attach(server: AppServer): void {
    this.server = server;
    server.on('connection', (socket) => {
      this.backlog.watch(socket);
    });
  }

  /** Sessions with an open socket. */
  connectedSessions(): ReadonlySet<string> {
    return new Set(this.sockets().map((socket) => socket.data.principal.sessionId));
  }

  socketCount(): number {
    return this.sockets().length;
  }

  /** Sends to every socket in a room. Sockets that have stopped reading are closed first. */
  emitTo<N extends keyof ServerEvents>(room: string, event: N, payload: ServerEvents[N]): void {
    if (this.server === undefined) return;
    this.closeStalled();
    this.server.to(room).emit(event, ...([payload] as never));
  }

  /** Closes the sockets of sessions that have ended, telling them why. */
  endSessions(sessionIds: ReadonlySet<string>, reason: SessionEndReason): void {
    for (const socket of this.sockets()) {
      if (!sessionIds.has(socket.data.principal.sessionId)) continue;
      socket.emit('session.ended', { reason });
      socket.disconnect(true);
    }
  }

  private closeStalled(): void {
    for (const socket of this.sockets()) {
      if (this.backlog.isOverBudget(socket)) socket.conn.close(true);
    }
  }

  private sockets(): AppSocket[] {
    return this.server === undefined ? [] : [...this.server.sockets.sockets.values()];
  }
}
