import { type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { type Subscription } from 'rxjs';
import { NoPayload } from '#shared/socket';
import { Database } from '../platform/database/database.ts';
import { OnDomainEvent } from '../platform/events/on-domain-event.ts';
import { Log } from '../platform/logging/logger.ts';
import { RealtimeServer } from '../platform/realtime/realtime-server.ts';
import type { AppSocket } from '../platform/realtime/socket-data.ts';
import { SocketEvent } from '../platform/realtime/socket-event.ts';
import { Clock } from '../platform/time/clock.ts';
import { AuditLogRepository } from './audit-log.repository.ts';
import { AUDIT_ROOM } from './audit-room.ts';
import { toEntry } from './reading/to-entry.ts';

/** How soon what the command line has added is told. Looking costs about 10 µs while nothing has changed. */
const LOOK_EVERY_MS = 500;

/** Told at once at the most; the rest follows with the next look. */
const TOLD_AT_ONCE_MAX = 200;

/**
 * The live trail: each entry once, in order, whichever process has added it. Who loses the role admin loses the
 * session, and with it the socket.
 */
@WebSocketGateway()
export class AuditGateway implements OnApplicationBootstrap, OnModuleDestroy {
  private told = 0;
  private dataVersion = -1;
  private subscription: Subscription | undefined;

  constructor(
    private readonly trail: AuditLogRepository,
    private readonly realtime: RealtimeServer,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.told = this.trail.head().seq;
    this.subscription = this.clock.every(LOOK_EVERY_MS).subscribe(() => {
      this.look();
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  @SocketEvent('audit.watch', { schema: NoPayload, role: 'admin', limit: 'watch' })
  async watch(socket: AppSocket): Promise<null> {
    await socket.join(AUDIT_ROOM);
    return null;
  }

  @OnDomainEvent('audit.appended')
  onAppended(): void {
    this.tell();
  }

  private look(): void {
    try {
      const dataVersion = this.database.dataVersion();
      if (dataVersion !== this.dataVersion && this.tell()) this.dataVersion = dataVersion;
    } catch (error) {
      this.log.error({ err: error }, 'New audit entries could not be looked up; trying again');
    }
  }

  /** @returns whether that was all */
  private tell(): boolean {
    if (!this.realtime.isWatched(AUDIT_ROOM)) {
      this.told = this.trail.head().seq;
      return true;
    }
    const rows = this.trail.after(this.told, TOLD_AT_ONCE_MAX);
    for (const row of rows) this.realtime.emitTo(AUDIT_ROOM, 'audit.appended', toEntry(row));
    this.told = rows.at(-1)?.seq ?? this.told;
    return rows.length < TOLD_AT_ONCE_MAX;
  }
}
