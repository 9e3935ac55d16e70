import { WebSocketGateway } from '@nestjs/websockets';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import { type AttentionSnapshot, NoPayload, type ServicesSnapshot } from '#shared/socket';
import { OnDomainEvent } from '../platform/events/on-domain-event.ts';
import { RealtimeServer } from '../platform/realtime/realtime-server.ts';
import type { AppSocket } from '../platform/realtime/socket-data.ts';
import { SocketEvent } from '../platform/realtime/socket-event.ts';
import { DirectoryFeed } from './directory/directory-feed.ts';

const SERVICES = 'services';
const ATTENTION = 'attention';

/** The live directory: a snapshot on request, then every change. */
@WebSocketGateway()
export class ServicesGateway {
  constructor(
    private readonly feed: DirectoryFeed,
    private readonly realtime: RealtimeServer,
  ) {}

  @SocketEvent('services.watch', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  async watchServices(socket: AppSocket): Promise<ServicesSnapshot> {
    await socket.join(SERVICES); // before the snapshot: no change falls between the two
    return this.feed.snapshot();
  }

  @SocketEvent('attention.watch', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  async watchAttention(socket: AppSocket): Promise<AttentionSnapshot> {
    await socket.join(ATTENTION);
    return this.feed.attention();
  }

  @OnDomainEvent('docker.services-changed')
  tellServices(delta: DomainEventMap['docker.services-changed']): void {
    this.realtime.emitTo(SERVICES, 'services.changed', delta);
  }

  @OnDomainEvent('docker.attention-changed')
  tellAttention(snapshot: DomainEventMap['docker.attention-changed']): void {
    this.realtime.emitTo(ATTENTION, 'attention.changed', snapshot);
  }
}
