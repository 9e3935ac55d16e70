import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { exhaustMap, type Subscription } from 'rxjs';
import type { SessionEndReason } from '#shared/socket';
import { type Principal } from '../../platform/access/principal.ts';
import { Log } from '../../platform/logging/logger.ts';
import { RealtimeServer } from '../../platform/realtime/realtime-server.ts';
import { Clock } from '../../platform/time/clock.ts';
import { UserRepository } from '../accounts/user.repository.ts';
import { SessionRepository } from './session.repository.ts';

/** A socket outlives its session by at most twice this. Looking costs about 10 µs while nothing has changed. */
const LOOK_EVERY_MS = 250;

/**
 * Closes the sockets of sessions that ended without an event of this process: they expired, or the command
 * line, a process of its own, ended them.
 */
@Injectable()
export class SessionWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private subscription: Subscription | undefined;
  private dataVersion = -1;
  /** When each session that was found in order ends, by its id. */
  private known = new Map<string, number>();
  /**
   * Sessions that were gone at the last look. This process tells of an end of its own right after the commit,
   * and knows the reason; a look in between must not be faster and guess it.
   */
  private missed: ReadonlySet<string> = new Set();

  constructor(
    private readonly realtime: RealtimeServer,
    private readonly sessions: SessionRepository,
    private readonly users: UserRepository,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.clock
      .every(LOOK_EVERY_MS)
      .pipe(exhaustMap(() => this.look()))
      .subscribe();
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private async look(): Promise<void> {
    try {
      const connected = this.realtime.connectedPrincipals();
      if (connected.size === 0) return;
      const dataVersion = this.sessions.dataVersion();
      if (dataVersion === this.dataVersion && this.allKnownToHold(connected)) return;
      this.dataVersion = dataVersion;
      await this.examine(connected);
    } catch (error) {
      this.log.error({ err: error }, 'The sessions of open sockets could not be examined; trying again');
    }
  }

  private allKnownToHold(connected: ReadonlyMap<string, Principal>): boolean {
    const now = this.clock.now();
    return [...connected.keys()].every((id) => now < (this.known.get(id) ?? 0));
  }

  private async examine(connected: ReadonlyMap<string, Principal>): Promise<void> {
    const now = this.clock.now();
    const found = await this.sessions.byIds([...connected.keys()]);
    const stored = new Map(found.map(({ session }) => [session.id, session.expiresAt]));
    this.known = new Map([...stored].filter(([, expiresAt]) => now < expiresAt));
    const missedBefore = this.missed;
    this.missed = new Set([...connected.keys()].filter((id) => !stored.has(id)));
    for (const [id, { user }] of connected) {
      if (this.known.has(id)) continue;
      if (stored.has(id)) this.realtime.endSessions(new Set([id]), 'expired');
      else if (missedBefore.has(id)) this.realtime.endSessions(new Set([id]), await this.reasonOf(user.id));
    }
  }

  /** Why a session is gone. What ended it is not stored, but what it left behind tells. */
  private async reasonOf(userId: string): Promise<SessionEndReason> {
    const user = await this.users.byId(userId);
    return user?.disabledAt === null ? 'revoked' : 'disabled';
  }
}
