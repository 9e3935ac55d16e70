import { Injectable } from '@nestjs/common';
import { filter, firstValueFrom, merge } from 'rxjs';
import type { ServerEvents, SessionEndReason } from '#shared/socket';
import { type Principal } from '../access/principal.ts';
import { Clock } from '../time/clock.ts';
import { Backlog } from './backlog.ts';
import type { AppServer, AppSocket } from './socket-data.ts';

/** Nobody waits longer than this for a socket: it may never take anything again, and somebody else may have come. */
const READY_WAIT_MS = 250;

const NOBODY: ReadonlySet<string> = new Set();

/** The server's side of all sockets: who is connected, what is sent to whom. */
@Injectable()
export class RealtimeServer {
  private server: AppServer | undefined;
  private readonly backlog = new Backlog();

  constructor(private readonly clock: Clock) {}

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
    return this.membersOf(room).size > 0;
  }

  /**
   * Sends to every socket in a room. Sockets that have stopped reading are closed first.
   *
   * @param but ids of sockets that are not to get it
   */
  emitTo<N extends keyof ServerEvents>(
    room: string,
    event: N,
    payload: ServerEvents[N],
    but: ReadonlySet<string> = NOBODY,
  ): void {
    if (this.server === undefined) return;
    this.closeStalled();
    if ([...this.membersOf(room)].every((id) => but.has(id))) return; // it would be encoded for nobody
    this.server
      .to(room)
      .except([...but])
      .emit(event, ...([payload] as never));
  }

  /** Sends to one socket; to nobody if it is gone. */
  emitToSocket<N extends keyof ServerEvents>(id: string, event: N, payload: ServerEvents[N]): void {
    this.server?.sockets.sockets.get(id)?.emit(event, ...([payload] as never));
  }

  /** Ids of those in a room who have so much left to take that they should get nothing that can be left out. */
  behindIn(room: string): ReadonlySet<string> {
    const behind = this.socketsIn(room).filter((socket) => this.backlog.isBehind(socket));
    return behind.length === 0 ? NOBODY : new Set(behind.map(({ id }) => id));
  }

  /**
   * Resolves as soon as anybody in a room can be sent more: the fastest sets the pace, and for those who fall behind
   * something can be left out. Resolves after a quarter of a second in any case.
   *
   * @returns undefined if there is nothing to wait for: somebody is ready, or nobody is there
   */
  ready(room: string): Promise<void> | undefined {
    if (this.isReady(room)) return undefined;
    const taken$ = this.backlog.taken$.pipe(filter(() => this.isReady(room)));
    return firstValueFrom(merge(taken$, this.clock.after(READY_WAIT_MS)));
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

  private isReady(room: string): boolean {
    const sockets = this.socketsIn(room);
    return sockets.length === 0 || sockets.some((socket) => this.backlog.isReady(socket));
  }

  private membersOf(room: string): ReadonlySet<string> {
    return this.server?.sockets.adapter.rooms.get(room) ?? NOBODY;
  }

  private socketsIn(room: string): AppSocket[] {
    return [...this.membersOf(room)].flatMap((id) => this.server?.sockets.sockets.get(id) ?? []);
  }

  private socketsOf(sessionIds: ReadonlySet<string>): AppSocket[] {
    return this.sockets().filter((socket) => sessionIds.has(socket.data.principal.sessionId));
  }

  private sockets(): AppSocket[] {
    return this.server === undefined ? [] : [...this.server.sockets.sockets.values()];
  }
}
