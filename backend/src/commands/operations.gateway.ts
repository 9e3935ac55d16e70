import { WebSocketGateway } from '@nestjs/websockets';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import {
  NoPayload,
  type OperationFollowed,
  OperationFollowRequest,
  type OperationsSnapshot,
  OperationUnfollowRequest,
} from '#shared/socket';
import { OnDomainEvent } from '../platform/events/on-domain-event.ts';
import { RealtimeServer } from '../platform/realtime/realtime-server.ts';
import type { AppSocket } from '../platform/realtime/socket-data.ts';
import { SocketEvent } from '../platform/realtime/socket-event.ts';
import { OperationFollowers } from './operation-followers.ts';
import { OperationReader } from './operations/operation-reader.ts';
import { OutputAudience } from './output/output-audience.ts';

const OPERATIONS = 'operations';

/** Operations as they happen: those under way, and each event of the ones somebody follows. */
@WebSocketGateway()
export class OperationsGateway {
  private seq = 0;

  constructor(
    private readonly operations: OperationReader,
    private readonly followers: OperationFollowers,
    private readonly realtime: RealtimeServer,
    audience: OutputAudience,
  ) {
    audience.join((operationId) => followers.ready(operationId));
  }

  @SocketEvent('operations.watch', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  async watch(socket: AppSocket): Promise<OperationsSnapshot> {
    await socket.join(OPERATIONS); // before the snapshot: no change falls between the two
    return { seq: this.seq, operations: this.operations.underWay() };
  }

  @SocketEvent('operation.follow', { schema: OperationFollowRequest, role: 'viewer', limit: 'watch' })
  async follow(socket: AppSocket, { id, afterSeq }: OperationFollowRequest): Promise<OperationFollowed> {
    await this.followers.join(socket, id);
    try {
      this.followers.forget(socket, id); // what it has missed is in the answer
      return { operation: this.operations.operation(id), events: this.operations.eventsAtHand(id, afterSeq) };
    } catch (error) {
      await this.followers.leave(socket, id);
      throw error;
    }
  }

  @SocketEvent('operation.unfollow', { schema: OperationUnfollowRequest, role: 'viewer', limit: 'watch' })
  async unfollow(socket: AppSocket, { id }: OperationUnfollowRequest): Promise<null> {
    await this.followers.leave(socket, id);
    return null;
  }

  @OnDomainEvent('command.operation-changed')
  tellOperation({ operation }: DomainEventMap['command.operation-changed']): void {
    this.seq += 1;
    this.realtime.emitTo(OPERATIONS, 'operation.changed', { seq: this.seq, operation });
  }

  @OnDomainEvent('command.operation-event')
  tellEvent(told: DomainEventMap['command.operation-event']): void {
    this.followers.tell(told);
  }
}
