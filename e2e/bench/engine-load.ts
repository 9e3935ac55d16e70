import * as z from 'zod/mini';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServicesAnswer } from '#shared/service';
import { ask, type Client } from '../support/client.ts';
import type { CountingProxy } from './counting-proxy.ts';
import type { Row } from './row.ts';

const WINDOW_MS = 60_000;
const MANY = 100;

/** Requests a minute that reach the engine, with one client and with a hundred who look and ask. */
export async function engineLoad(proxy: CountingProxy, client: Client): Promise<Row> {
  await settled(client);
  const withOne = await requestsWith(1, proxy, client);
  const withMany = await requestsWith(MANY, proxy, client);
  const ratio = withMany / withOne;
  return {
    name: `engine requests a minute, ${MANY} clients`,
    ours: `${withMany} a minute`,
    limit: `${withOne} a minute with 1 client`,
    ratio,
    goal: 'independent of clients (within 10 %)',
    met: ratio <= 1.1,
  };
}

/** The first listing asks for every container once, whoever looks; it is not what this row is about. */
async function settled(client: Client): Promise<void> {
  for (;;) {
    const { engine } = z.parse(ServicesAnswer, await (await client.get('/api/services')).json());
    if (engine.status === 'connected') return;
    await sleep(200);
  }
}

async function requestsWith(clients: number, proxy: CountingProxy, client: Client): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: clients }, async () => client.connect()));
  await Promise.all(sockets.map(async (socket) => ask(socket, 'services.watch')));
  const before = proxy.count();
  const end = Date.now() + WINDOW_MS;
  while (Date.now() < end) {
    // Each looks at the page once a quarter of a minute, as somebody who clicks around does.
    await Promise.all(sockets.map(async () => (await client.get('/api/services')).arrayBuffer()));
    await sleep(Math.min(15_000, Math.max(0, end - Date.now())));
  }
  const seen = proxy.count() - before;
  for (const socket of sockets) socket.disconnect();
  return seen;
}
