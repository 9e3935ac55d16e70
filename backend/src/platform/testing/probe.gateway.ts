import { WebSocketGateway } from '@nestjs/websockets';
import { type AttentionSnapshot, NoPayload, type ServicesSnapshot } from '#shared/socket';
import { type AppSocket } from '../realtime/socket-data.ts';
import { SocketEvent } from '../realtime/socket-event.ts';

/** What a gateway of a module looks like from outside, without a module behind it. */
@WebSocketGateway()
export class ProbeGateway {
  /** For everybody; the socket hears `services.changed` afterwards. */
  @SocketEvent('services.watch', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  async watchServices(socket: AppSocket): Promise<ServicesSnapshot> {
    await socket.join('services');
    return { seq: 1, engine: NO_ENGINE, refreshedAt: null, services: [] };
  }

  /** For admins. */
  @SocketEvent('attention.watch', { schema: NoPayload, role: 'admin', limit: 'watch' })
  watchAttention(): AttentionSnapshot {
    return { seq: 1, items: [] };
  }
}

export const NO_ENGINE = {
  status: 'connecting',
  kind: 'docker',
  version: null,
  apiVersion: null,
  since: '2026-06-18T14:32:08.000Z',
  error: null,
} as const;
