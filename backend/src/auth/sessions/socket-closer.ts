import { Injectable } from '@nestjs/common';
import type { AuthEvents } from '#shared/events/auth-events';
import { OnDomainEvent } from '../../platform/events/on-domain-event.ts';
import { RealtimeServer } from '../../platform/realtime/realtime-server.ts';

/** Closes the sockets of sessions that have ended in this process. `SessionWatch` does it for all others. */
@Injectable()
export class SocketCloser {
  constructor(private readonly realtime: RealtimeServer) {}

  @OnDomainEvent('auth.sessions-ended')
  onSessionsEnded({ sessionIds, reason }: AuthEvents['auth.sessions-ended']): void {
    this.realtime.endSessions(new Set(sessionIds), reason);
  }

  /** Without a word about an end: the page connects again by itself, with the cookie it has just been given. */
  @OnDomainEvent('auth.session-renewed')
  onSessionRenewed({ sessionId }: AuthEvents['auth.session-renewed']): void {
    this.realtime.dropSockets(new Set([sessionId]));
  }
}
