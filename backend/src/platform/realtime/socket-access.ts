import { Injectable } from '@nestjs/common';
import { roleIncludes } from '#shared/role';
import type { Ack } from '#shared/socket';
import { PasswordChangeRequired, RoleTooLow } from '../access/access-errors.ts';
import { type Principal, SessionVerifier } from '../access/principal.ts';
import { RateLimits } from '../access/rate-limits.ts';
import { parseRequest } from '../errors/parse.ts';
import { problemOf } from '../errors/problem.ts';
import { Unauthenticated } from '../errors/request-errors.ts';
import { correlationIdFrom, withCorrelation } from '../logging/correlation.ts';
import { Log } from '../logging/logger.ts';
import type { AppSocket } from './socket-data.ts';
import type { SocketEventOptions } from './socket-event.ts';

const attached = new WeakMap<AppSocket, SocketAccess>();

/** The checks before every socket event, as `AccessGuard` is for HTTP routes. */
@Injectable()
export class SocketAccess {
  constructor(
    private readonly limits: RateLimits,
    private readonly sessions: SessionVerifier,
    private readonly log: Log,
  ) {}

  /** The checks of the server this socket belongs to. */
  static of(socket: AppSocket): SocketAccess {
    const access = attached.get(socket);
    if (access === undefined) throw new Unauthenticated();
    return access;
  }

  attach(socket: AppSocket): void {
    attached.set(socket, this);
  }

  /** Runs a handler if everything allows it. Never throws: what goes wrong is the ack. */
  async answer<T, D>(
    socket: AppSocket,
    event: string,
    options: SocketEventOptions<T>,
    payload: unknown,
    handle: (payload: T) => D | Promise<D>,
  ): Promise<Ack<D>> {
    const id = correlationIdFrom(undefined);
    return withCorrelation(id, async () => {
      try {
        const principal = await this.currentPrincipal(socket);
        await this.limits.count(options.limit, principal.sessionId);
        if (principal.mustChangePassword) throw new PasswordChangeRequired();
        if (!roleIncludes(principal.user.role, options.role))
          throw new RoleTooLow(principal.user.role, options.role);
        return { ok: true, data: await handle(parseRequest(options.schema, payload)) };
      } catch (error) {
        const { code, detail, status } = problemOf(error, id);
        if (status >= 500) this.log.error({ event, code, err: error }, 'A socket event failed');
        else this.log.debug({ event, code }, detail);
        return { ok: false, error: { code, message: detail } };
      }
    });
  }

  /** Asked anew for each event: a role or a session may have changed since the handshake. */
  private async currentPrincipal(socket: AppSocket): Promise<Principal> {
    const principal = await this.sessions.find(socket.data.principal.sessionId);
    if (principal === null) throw new Unauthenticated();
    return principal;
  }
}
