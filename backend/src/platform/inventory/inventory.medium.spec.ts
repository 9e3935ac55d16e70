import { All, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- what the inventory has to find
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { type AttentionSnapshot, NoPayload } from '#shared/socket';
import { Allow } from '../access/allow.ts';
import { SocketEvent } from '../realtime/socket-event.ts';
import { FakeSessions } from '../testing/fake-sessions.ts';
import { ProbeModule } from '../testing/probe.module.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../testing/test-app.ts';
import { type Inventory, inventoryOf } from './inventory.ts';
import { inventoryPage } from './inventory-page.ts';

@Controller(['notes', 'memos'])
class NotesController {
  @Get(':id')
  @Allow({ role: 'viewer', limit: 'read' })
  read(): string {
    return 'a note';
  }

  @Post()
  @Allow({
    role: 'operator',
    limit: 'write',
    body: z.strictObject({ text: z.string() }),
    beforePasswordChange: true,
  })
  write(): string {
    return 'written';
  }
}

@Controller('careless')
class CarelessController {
  @Get('secret')
  secret(): string {
    return 'nobody said who may see this';
  }

  @All('anything')
  @Allow({ role: 'admin', limit: 'read' })
  anything(): string {
    return 'whatever the method';
  }
}

@WebSocketGateway()
class CarelessGateway {
  @SubscribeMessage('services.restart')
  restart(): string {
    return 'nobody checked who asks';
  }
}

@WebSocketGateway()
class RepeatingGateway {
  @SocketEvent('attention.watch', { schema: NoPayload, role: 'viewer', limit: 'watch' })
  watch(): AttentionSnapshot {
    return { seq: 1, items: [] };
  }
}

@Module({ controllers: [NotesController] })
class NotesModule {}

@Module({ controllers: [CarelessController], providers: [CarelessGateway, RepeatingGateway] })
class CarelessModule {}

describe('the inventory', () => {
  let app: TestApp | undefined;
  afterEach(async () => {
    await app?.close();
  });

  async function inventoryWith(
    imports: TestAppOptions['imports'],
    prepare: (nest: NestExpressApplication) => void = () => undefined,
  ): Promise<Inventory> {
    app = await startTestApp({ imports: [ProbeModule, new FakeSessions().asModule(), ...imports] });
    prepare(app.nest);
    return inventoryOf(app.nest);
  }

  it('has every route, under each of its addresses, and what guards it', async () => {
    const { routes } = await inventoryWith([NotesModule]);
    const note = { role: 'viewer', limit: 'read', input: null, beforePasswordChange: false };
    const write = { role: 'operator', limit: 'write', input: '{ text: string }', beforePasswordChange: true };
    expect(routes).toEqual(
      expect.arrayContaining([
        { name: 'GET /notes/:id', ...note },
        { name: 'GET /memos/:id', ...note },
        { name: 'POST /notes', ...write },
        { name: 'GET /healthz', role: 'public', limit: 'probe', input: null, beforePasswordChange: true },
      ]),
    );
  });

  it('has every socket event', async () => {
    const { events } = await inventoryWith([]);
    expect(events).toEqual([
      {
        name: 'attention.watch',
        role: 'admin',
        limit: 'watch',
        input: '{} | null',
        beforePasswordChange: false,
      },
      {
        name: 'services.watch',
        role: 'viewer',
        limit: 'watch',
        input: '{} | null',
        beforePasswordChange: false,
      },
    ]);
  });

  it('finds nothing wrong where everything is declared', async () => {
    expect((await inventoryWith([NotesModule])).problems).toEqual([]);
  });

  it('finds what nobody has declared', async () => {
    const { problems } = await inventoryWith([CarelessModule], (nest) => {
      nest.getHttpAdapter().get('/behind-the-back', () => undefined);
    });
    expect(problems).toEqual([
      'CarelessController.secret serves GET /careless/secret without @Allow',
      'CarelessController.anything answers every method at /careless/anything',
      'Express serves GET /behind-the-back, which no controller declares',
      'CarelessGateway.restart listens on sockets without @SocketEvent',
      'More than one handler answers attention.watch',
    ]);
  });

  it('is written down so that a change shows', async () => {
    const page = inventoryPage(await inventoryWith([NotesModule]));
    expect(page).toContain('| `POST /notes` | operator | `write` | `{ text: string }` | yes |');
    expect(page).toContain('| `services.watch` | viewer | `watch` | `{} \\| null` | no |');
  });
});
