import { Injectable } from '@nestjs/common';
import type { ServerEvents, SessionEndReason } from '#shared/socket';
import { type Principal } from '../access/principal.ts';
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

  /** Who has an open socket, by the id of the session it was opened with. */
  connectedPrincipals(): ReadonlyMap<string, Principal> {
    return new Map(this.sockets().map(({ data: { principal } }) => [principal.sessionId, principal]));
  }

  socketCount(): number {
    return this.sockets().length;
  }

  /** Whether anybody is in a room. */
  isWatched(room: string): boolean {
    return (this.server?.sockets.adapter.rooms.get(room)?.size ?? 0) > 0;
  }

  /** Sends to every socket in a room. Sockets that have stopped reading are closed first. */
  emitTo<N extends keyof ServerEvents>(room: string, event: N, payload: ServerEvents[N]): void {
    if (this.server === undefined) return;
    this.closeStalled();
    this.server.to(room).emit(event, ...([payload] as never));
  }

  /** Closes the sockets of sessions that have ended, telling them why. */
  endSessions(sessionIds: ReadonlySet<string>, reason: SessionEndReason): void {
    for (const socket of this.socketsOf(sessionIds)) {
      socket.emit('session.ended', { reason });
      socket.disconnect(true);
    }
  }

  /** Cuts the connections of sessions; their clients connect again by themselves if they still may. */
  dropSockets(sessionIds: ReadonlySet<string>): void {
    for (const socket of this.socketsOf(sessionIds)) socket.conn.close(true);
  }

  private closeStalled(): void {
    for (const socket of this.sockets()) {
      if (this.backlog.isOverBudget(socket)) socket.conn.close(true);
    }
  }

  private socketsOf(sessionIds: ReadonlySet<string>): AppSocket[] {
    return this.sockets().filter((socket) => sessionIds.has(socket.data.principal.sessionId));
  }

  private sockets(): AppSocket[] {
    return this.server === undefined ? [] : [...this.server.sockets.sockets.values()];
  }
}
