import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import type { ServerEvents } from '#shared/socket';
import type { Principal } from '../access/principal.ts';

/** What the server may emit, in socket.io's form. */
type Emitted = { [Name in keyof ServerEvents]: (payload: ServerEvents[Name]) => void };

/** Client events are bound by Nest from the gateways' decorators, so socket.io itself is told of none. */
type Received = Record<string, never>;

export type AppSocket = Socket<Received, Emitted, Record<string, never>, { principal: Principal }>;
export type AppServer = Server<Received, Emitted, Record<string, never>, { principal: Principal }>;

/** The principal found during the handshake, until socket.io has made a socket of it. */
const handshakes = new WeakMap<IncomingMessage, Principal>();

export function rememberHandshake(request: IncomingMessage, principal: Principal): void {
  handshakes.set(request, principal);
}

export function handshakePrincipal(request: IncomingMessage): Principal | undefined {
  return handshakes.get(request);
}
