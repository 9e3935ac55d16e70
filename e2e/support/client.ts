import { io, type Socket } from 'socket.io-client';
import type { Ack, ClientEvents } from '#shared/socket';
import { ADMIN } from './app.ts';

/** A signed-in program that talks to the server as any other would. */
export interface Client {
  readonly cookie: string;
  get(path: string): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  /** Opens a socket; resolves once it is connected. */
  connect(): Promise<Socket>;
}

/** Signs in. */
export async function signIn(
  url: string,
  credentials: { username: string; password: string } = ADMIN,
): Promise<Client> {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(credentials),
  });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');
  return {
    cookie,
    get: async (path) => fetch(`${url}${path}`, { headers: { cookie } }),
    post: async (path, body) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie },
        body: JSON.stringify(body),
      }),
    connect: async () => connect(url, cookie),
  };
}

async function connect(url: string, cookie: string): Promise<Socket> {
  const socket = io(url, {
    transports: ['websocket'],
    extraHeaders: { cookie, origin: url },
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Sends a client event and returns what its ack carries. */
export async function ask<N extends keyof ClientEvents>(socket: Socket, event: N): Promise<ClientEvents[N]> {
  const ack = (await socket.emitWithAck(event, {})) as Ack<ClientEvents[N]>;
  if (!ack.ok) throw new Error(`${event} was refused: ${ack.error.code} ${ack.error.message}`);
  return ack.data;
}
