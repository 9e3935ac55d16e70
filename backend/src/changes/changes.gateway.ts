import { WebSocketGateway } from '@nestjs/websockets';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import { NoPayload } from '#shared/socket';
import { OnDomainEvent } from '../platform/events/on-domain-event.ts';
import { RealtimeServer } from '../platform/realtime/realtime-server.ts';
import type { AppSocket } from '../platform/realtime/socket-data.ts';
import { SocketEvent } from '../platform/realtime/socket-event.ts';

const CHANGES = 'changes';

/** Tells of each change as it is recorded. */
@WebSocketGateway()
export class ChangesGateway {
  constructor(private readonly realtime: RealtimeServer) {}

  @SocketEvent('changes.watch', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  async watch(socket: AppSocket): Promise<null> {
    await socket.join(CHANGES);
    return null;
  }

  @OnDomainEvent('changes.appended')
  tell({ change }: DomainEventMap['changes.appended']): void {
    this.realtime.emitTo(CHANGES, 'changes.appended', change);
  }
}
