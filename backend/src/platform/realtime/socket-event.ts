import { SubscribeMessage } from '@nestjs/websockets';
import type * as z from 'zod/mini';
import type { Role } from '#shared/role';
import type { Ack, ClientEvents } from '#shared/socket';
import type { LimitName } from '../access/limits.ts';
import { SocketAccess } from './socket-access.ts';
import type { AppSocket } from './socket-data.ts';

export interface SocketEventOptions<T> {
  /** Checked before the handler sees anything. */
  readonly schema: z.ZodMiniType<T>;
  readonly role: Role;
  readonly limit: LimitName;
}

const SOCKET_EVENT = Symbol('socket-event');

export interface SocketEventDeclaration extends SocketEventOptions<unknown> {
  readonly event: keyof ClientEvents;
}

type Handler<T, D> = (socket: AppSocket, payload: T) => D | Promise<D>;

/**
 * Declares a handler for a client event: who may send it, what it carries, how often. The only way to listen
 * on a socket (a bare `@SubscribeMessage` is a lint error): it checks session, role, limit and payload, and
 * turns what the handler returns or throws into the event's ack.
 */
export function SocketEvent<N extends keyof ClientEvents, T>(event: N, options: SocketEventOptions<T>) {
  return <H extends Handler<T, ClientEvents[N]>>(
    target: object,
    method: string,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    const handler = descriptor.value;
    if (handler === undefined) return;
    const checked = async function (
      this: object,
      socket: AppSocket,
      payload: unknown,
    ): Promise<Ack<ClientEvents[N]>> {
      return SocketAccess.of(socket).answer(socket, event, options, payload, (parsed) =>
        handler.call(this, socket, parsed),
      );
    };
    Object.defineProperty(checked, SOCKET_EVENT, { value: { event, ...options } });
    // Nest calls what stands on the descriptor. Its type is the handler's, which takes what was parsed; ours takes anything.
    descriptor.value = checked as unknown as H;
    SubscribeMessage(event)(target, method, descriptor as PropertyDescriptor);
  };
}

/** The declaration behind a method, for the inventory; undefined if it is no socket event. */
export function socketEventOf(method: object): SocketEventDeclaration | undefined {
  return (method as { [SOCKET_EVENT]?: SocketEventDeclaration })[SOCKET_EVENT];
}
