import { WebSocketGateway } from '@nestjs/websockets';
import type { Change } from '#shared/change';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import { type ChangesSnapshot, NoPayload } from '#shared/socket';
import { OnDomainEvent } from '../platform/events/on-domain-event.ts';
import { RealtimeServer } from '../platform/realtime/realtime-server.ts';
import type { AppSocket } from '../platform/realtime/socket-data.ts';
import { SocketEvent } from '../platform/realtime/socket-event.ts';
import { ChangeHistoryRepository } from './history/change-history.repository.ts';

const CHANGES = 'changes';

/** Tells of each change as it is recorded, and of operations as they go on. */
@WebSocketGateway()
export class ChangesGateway {
  private seq = 0;

  constructor(
    private readonly realtime: RealtimeServer,
    private readonly history: ChangeHistoryRepository,
  ) {}

  @SocketEvent('changes.watch', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  async watch(socket: AppSocket): Promise<ChangesSnapshot> {
    await socket.join(CHANGES);
    return { seq: this.seq };
  }

  @OnDomainEvent('changes.appended')
  tellChange({ change }: DomainEventMap['changes.appended']): void {
    this.tell(change);
  }

  @OnDomainEvent('command.operation-changed')
  tellOperation({ operation }: DomainEventMap['command.operation-changed']): void {
    const change = this.history.operation(operation.id);
    if (change !== null) this.tell(change);
  }

  private tell(change: Change): void {
    this.seq += 1;
    this.realtime.emitTo(CHANGES, 'changes.appended', { seq: this.seq, change });
  }
}
