import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { credentialsOf } from '../access/credentials.ts';
import { SessionVerifier } from '../access/principal.ts';
import { RateLimits } from '../access/rate-limits.ts';
import { Unauthenticated } from '../errors/request-errors.ts';
import { addressGroup } from '../http/address-group.ts';
import { ClientRequest } from '../http/client-request.ts';
import { OriginPolicy } from '../http/origin-policy.ts';
import { Log } from '../logging/logger.ts';
import { RealtimeServer } from './realtime-server.ts';
import { rememberHandshake } from './socket-data.ts';
import { TooManySockets } from './realtime-errors.ts';

/** Open sockets at the most: far more than a household has tabs, far fewer than would hurt. */
const SOCKETS_MAX = 500;

/** Decides before the upgrade whether a socket is opened: network, host, origin, session, in this order. */
@Injectable()
export class HandshakePolicy {
  constructor(
    private readonly origins: OriginPolicy,
    private readonly client: ClientRequest,
    private readonly sessions: SessionVerifier,
    private readonly limits: RateLimits,
    private readonly realtime: RealtimeServer,
    private readonly log: Log,
  ) {}

  /** @throws AppError if the socket is refused */
  async check(request: IncomingMessage): Promise<void> {
    try {
      this.origins.checkReach(request);
      this.origins.checkOrigin(request);
      await this.limits.count('probe', addressGroup(this.client.addressOf(request)));
      const credentials = credentialsOf(request.headers, this.client.isSecure(request));
      const principal = credentials.kind === 'none' ? null : await this.sessions.verify(credentials.token);
      if (principal === null) throw new Unauthenticated();
      if (this.realtime.socketCount() >= SOCKETS_MAX) throw new TooManySockets(SOCKETS_MAX);
      rememberHandshake(request, principal);
    } catch (error) {
      this.log.debug({ err: error, address: request.socket.remoteAddress }, 'Socket refused');
      throw error;
    }
  }
}
