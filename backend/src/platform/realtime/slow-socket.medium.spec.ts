import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServicesDelta } from '#shared/socket';
import { FakeSessions } from '../testing/fake-sessions.ts';
import { NO_ENGINE } from '../testing/probe.gateway.ts';
import { ProbeModule } from '../testing/probe.module.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { type TestSocket } from '../testing/test-socket.ts';
import { RealtimeServer } from './realtime-server.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** What the kernel itself takes in for a connection on loopback, at the most. */
const KERNEL_BUFFERS_BYTES = 16 * MIB;

/** 64 KiB on the wire. */
function delta(seq: number): ServicesDelta {
  return { seq, engine: NO_ENGINE, refreshedAt: null, upserted: [], removed: ['x'.repeat(64 * KIB)] };
}

describe('a client that stops reading', () => {
  const sessions = new FakeSessions();
  let app: TestApp;
  let realtime: RealtimeServer;
  beforeEach(async () => {
    app = await startTestApp({ imports: [ProbeModule, sessions.asModule()] });
    realtime = app.get(RealtimeServer);
  });
  afterEach(async () => {
    await app.close();
  });

  async function watcher(): Promise<TestSocket> {
    const socket = await app.connect(app.client({ authorization: `Bearer ${sessions.add('viewer')}` }));
    await socket.ask('services.watch');
    return socket;
  }

  it('is closed before it fills the memory', async () => {
    const stalled = await watcher();
    stalled.stopReading();
    let sent = 0;
    while (realtime.socketCount() > 0 && sent < 64 * MIB) {
      realtime.emitTo('services', 'services.changed', delta(sent));
      sent += 64 * KIB;
      await turn();
    }
    expect(realtime.socketCount()).toBe(0);
    expect(sent).toBeLessThan(KERNEL_BUFFERS_BYTES + 10 * MIB);
  });

  it('does not hold up one that reads', async () => {
    const [stalled, reading] = [await watcher(), await watcher()];
    stalled.stopReading();
    for (let seq = 1; seq <= 600; seq += 1) {
      realtime.emitTo('services', 'services.changed', delta(seq));
      await turn();
    }
    const last = reading.next('services.changed');
    realtime.emitTo('services', 'services.changed', delta(601));
    expect((await last).seq).toBeLessThanOrEqual(601);
    expect((await reading.ask('services.watch')).ok).toBe(true);
    expect(realtime.socketCount()).toBe(1);
  });

  it('is behind, and waited for only where nobody else is there, and not for long', async () => {
    expect(realtime.ready('services')).toBeUndefined(); // nobody is there
    const stalled = await watcher();
    expect(realtime.ready('services')).toBeUndefined();
    stalled.stopReading();
    while (realtime.behindIn('services').size === 0) {
      realtime.emitTo('services', 'services.changed', delta(1));
      await turn();
    }
    const began = performance.now();
    await realtime.ready('services');
    expect(performance.now() - began).toBeGreaterThan(200);
    expect(realtime.ready('services')).toBeDefined();
    const reading = await watcher();
    expect(realtime.ready('services')).toBeUndefined();
    expect(realtime.behindIn('services').size).toBe(1);
    reading.close();
    stalled.readOn();
    while (realtime.socketCount() > 1 || realtime.behindIn('services').size > 0) await turn();
    expect(realtime.ready('services')).toBeUndefined();
    expect(stalled.isOpen).toBe(true);
  });

  it('is no longer waited for once it is gone', async () => {
    const stalled = await watcher();
    stalled.stopReading();
    while (realtime.behindIn('services').size === 0) {
      realtime.emitTo('services', 'services.changed', delta(1));
      await turn();
    }
    const ready = realtime.ready('services');
    realtime.dropSockets(new Set(realtime.connectedPrincipals().keys()));
    await ready;
    expect(realtime.ready('services')).toBeUndefined();
  });

  it('is closed all the same when its session ends', async () => {
    const stalled = await watcher();
    stalled.stopReading();
    for (let seq = 1; seq <= 200; seq += 1) realtime.emitTo('services', 'services.changed', delta(seq));
    realtime.endSessions(new Set(realtime.connectedPrincipals().keys()), 'revoked');
    expect(realtime.socketCount()).toBe(0);
  });

  it('does not hold up the end of the server', async () => {
    const stalled = await watcher();
    stalled.stopReading();
    for (let seq = 1; seq <= 50; seq += 1) realtime.emitTo('services', 'services.changed', delta(seq));
    const started = performance.now();
    await app.close();
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});
