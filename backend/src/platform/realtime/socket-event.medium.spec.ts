import { Module } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { type AttentionSnapshot, NoPayload, type ServicesSnapshot } from '#shared/socket';
import { LIMITS } from '../access/limits.ts';
import { FakeSessions } from '../testing/fake-sessions.ts';
import { NO_ENGINE } from '../testing/probe.gateway.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { type TestSocket } from '../testing/test-socket.ts';
import { type AppSocket } from './socket-data.ts';
import { RealtimeServer } from './realtime-server.ts';
import { SocketEvent } from './socket-event.ts';

const Wish = z.strictObject({ wish: z.enum(['answer', 'throw']) });

@WebSocketGateway()
class WishGateway {
  @SocketEvent('services.watch', { schema: Wish, role: 'operator', limit: 'watch' })
  async grant(socket: AppSocket, { wish }: z.infer<typeof Wish>): Promise<ServicesSnapshot> {
    if (wish === 'throw') throw new Error('the secret is under /root');
    await socket.join('wishers');
    return { seq: 7, engine: NO_ENGINE, refreshedAt: null, services: [] };
  }

  // @ts-expect-error the ack of attention.watch is another one
  @SocketEvent('attention.watch', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  wrong(): { readonly other: string } {
    return { other: 'than declared' };
  }
}

/** Never called: only compiled. */
export class TypesGateway {
  // @ts-expect-error there is no such event
  @SocketEvent('services.restart', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  unknown(): ServicesSnapshot | undefined {
    return undefined;
  }

  // @ts-expect-error the handler takes something else than the schema lets through
  @SocketEvent('attention.watch', { schema: Wish, role: 'viewer', limit: 'watch' })
  otherPayload(socket: AppSocket, payload: { readonly wish: number }): AttentionSnapshot {
    return { seq: socket.connected ? payload.wish : 0, items: [] };
  }
}

@Module({ providers: [WishGateway] })
class WishModule {}

describe('socket events', () => {
  const sessions = new FakeSessions();
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ imports: [WishModule, sessions.asModule()] });
  });
  afterAll(async () => {
    await app.close();
  });

  const connect = async (token: string): Promise<TestSocket> =>
    app.connect(app.client({ authorization: `Bearer ${token}` }));

  it('are answered with what the handler returns', async () => {
    const socket = await connect(sessions.add('operator'));
    expect(await socket.ask('services.watch', { wish: 'answer' })).toEqual({
      ok: true,
      data: { seq: 7, engine: NO_ENGINE, refreshedAt: null, services: [] },
    });
  });

  it('need their role', async () => {
    const socket = await connect(sessions.add('viewer'));
    expect(await socket.ask('services.watch', { wish: 'answer' })).toEqual({
      ok: false,
      error: { code: 'forbidden', message: expect.stringContaining('needs the role operator') },
    });
  });

  it.each([undefined, null, {}, { wish: 'other' }, { wish: 'answer', more: 1 }, 'text', [1, 2]])(
    'refuse the payload %j',
    async (payload) => {
      const socket = await connect(sessions.add('operator'));
      expect(await socket.ask('services.watch', payload)).toMatchObject({
        ok: false,
        error: { code: 'invalid_request' },
      });
    },
  );

  it('are refused before a due password change', async () => {
    const socket = await connect(sessions.add('admin', { mustChangePassword: true }));
    expect(await socket.ask('services.watch', { wish: 'answer' })).toMatchObject({
      ok: false,
      error: { code: 'password_change_required' },
    });
  });

  it('are refused as soon as the session has ended, even before the socket closes', async () => {
    const token = sessions.add('operator');
    const socket = await connect(token);
    sessions.end(token);
    expect(await socket.ask('services.watch', { wish: 'answer' })).toMatchObject({
      error: { code: 'unauthenticated' },
    });
  });

  it('are limited', async () => {
    const socket = await connect(sessions.add('operator'));
    for (let i = 0; i < LIMITS.watch.points; i += 1) await socket.ask('services.watch', { wish: 'answer' });
    expect(await socket.ask('services.watch', { wish: 'answer' })).toMatchObject({
      error: { code: 'too_many_requests' },
    });
  });

  it('say nothing about an unexpected error, but log it under an id', async () => {
    const socket = await connect(sessions.add('operator'));
    const answer = await socket.ask('services.watch', { wish: 'throw' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal_error' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(app.logs.withMessage('A socket event failed')).toEqual([
      expect.objectContaining({
        event: 'services.watch',
        correlationId: expect.any(String),
        err: expect.objectContaining({ message: 'the secret is under /root' }),
      }),
    ]);
  });

  it('that nobody handles are answered too', async () => {
    const socket = await connect(sessions.add('admin'));
    const unknown = 'services.restart' as 'services.watch';
    expect(await socket.ask(unknown, {})).toMatchObject({ ok: false, error: { code: 'unknown_event' } });
  });

  it('reach a room, and nobody else', async () => {
    const [inside, outside] = [
      await connect(sessions.add('operator')),
      await connect(sessions.add('operator')),
    ];
    await inside.ask('services.watch', { wish: 'answer' });
    let heard = false;
    void outside.next('services.changed').then(() => (heard = true));
    const delta = { seq: 8, engine: NO_ENGINE, refreshedAt: null, upserted: [], removed: ['a/b'] };
    app.get(RealtimeServer).emitTo('wishers', 'services.changed', delta);
    expect(await inside.next('services.changed')).toEqual(delta);
    await outside.ask('services.watch', {}); // whatever was sent before would have arrived by now
    expect(heard).toBe(false);
  });

  it('end a socket that sends more than a name and a few ids', async () => {
    const socket = await connect(sessions.add('operator'));
    const closed = socket.closed();
    void socket.ask('services.watch', { wish: 'x'.repeat(20_000) }).catch(() => undefined);
    expect(await closed).toBe('transport close');
  });
});
