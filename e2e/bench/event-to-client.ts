import { request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type { ServicesDelta } from '#shared/socket';
import { callEngineOrThrow } from '../lab/engine-api.ts';
import type { LabEngine } from '../lab/engine.ts';
import { ask, type Client } from '../support/client.ts';
import { figuresOf } from './figures.ts';
import type { Row } from './row.ts';

const CHANGES = 200;
const PAUSE_MS = 25;

/**
 * The time from the moment the engine's event reaches a raw listener in this process until the change reaches
 * the browser's socket, over `clients` sockets: each socket's arrival is a sample of its own.
 *
 * @param containerId of a running container
 */
export async function eventToClient(
  engine: LabEngine,
  client: Client,
  containerId: string,
  clients: number,
): Promise<Row> {
  const sockets = await Promise.all(Array.from({ length: clients }, async () => client.connect()));
  await Promise.all(sockets.map(async (socket) => ask(socket, 'services.watch')));
  const raw = await followRaw(engine.socketPath, containerId);
  const delays: number[] = [];
  try {
    for (let change = 0; change < CHANGES; change += 1) {
      const wanted = change % 2 === 0 ? 'paused' : 'running';
      const arrivals = sockets.map(async (socket) => arrivalOf(socket, containerId, wanted));
      const event = raw.next(change % 2 === 0 ? 'pause' : 'unpause');
      await callEngineOrThrow(engine.socketPath, {
        method: 'POST',
        path: `/containers/${containerId}/${change % 2 === 0 ? 'pause' : 'unpause'}`,
      });
      const told = await event;
      for (const arrived of await Promise.all(arrivals)) delays.push(arrived - told);
      await sleep(PAUSE_MS);
    }
  } finally {
    raw.close();
    for (const socket of sockets) socket.disconnect();
  }
  const { p50, p99, max } = figuresOf(delays);
  return {
    name: `event to ${clients} socket client${clients === 1 ? '' : 's'}`,
    ours: `+${p50.toFixed(1)} ms p50, +${p99.toFixed(1)} p99, +${max.toFixed(1)} max`,
    limit: 'the raw event in this process; 25 ms after it',
    ratio: p99 / 25,
    goal: 'p99 within 25 ms of the raw event',
    met: p99 <= 25,
  };
}

/** When a socket hears that a container is in a state. */
async function arrivalOf(socket: Socket, containerId: string, state: string): Promise<number> {
  return new Promise((resolve) => {
    const listen = (delta: ServicesDelta): void => {
      const container = delta.upserted
        .flatMap(({ containers }) => containers)
        .find(({ id }) => id === containerId);
      if (container?.state !== state) return;
      socket.off('services.changed', listen);
      resolve(performance.now());
    };
    socket.on('services.changed', listen);
  });
}

interface RawEvents {
  /** When the next event with this action arrives. */
  next(action: string): Promise<number>;
  close(): void;
}

async function followRaw(socketPath: string, containerId: string): Promise<RawEvents> {
  const waiting = new Map<string, (at: number) => void>();
  const outgoing = request({
    socketPath,
    path: `/events?filters=${encodeURIComponent(JSON.stringify({ container: [containerId] }))}`,
    agent: false,
  });
  await new Promise<void>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      answer.on('error', () => undefined); // closed by us at the end
      answer.on('data', (chunk: Buffer) => {
        const now = performance.now();
        for (const line of chunk.toString().split('\n')) {
          const action = /"Action":"([a-z]+)"/.exec(line)?.[1];
          if (action === undefined) continue;
          waiting.get(action)?.(now);
          waiting.delete(action);
        }
      });
      resolve();
    });
    outgoing.end();
  });
  outgoing.on('error', () => undefined);
  return {
    next: async (action) =>
      new Promise((resolve) => {
        waiting.set(action, resolve);
      }),
    close: () => outgoing.destroy(),
  };
}
