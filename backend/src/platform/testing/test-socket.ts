import { request as sendRequest } from 'node:http';
import { type Socket as NetSocket } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type { Ack, ClientEvents, ServerEvents } from '#shared/socket';

/** A browser's socket, for tests. */
export class TestSocket {
  private constructor(private readonly socket: Socket) {}

  /**
   * Connects, or throws what the server refused it with.
   *
   * @param headers of the handshake; a browser sends its cookies
   */
  static async connect(url: string, headers: Readonly<Record<string, string>>): Promise<TestSocket> {
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...headers },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return new TestSocket(socket);
  }

  get isOpen(): boolean {
    return this.socket.connected;
  }

  /** @param event any name: tests ask for what does not exist, too */
  async ask<N extends keyof ClientEvents>(event: N, payload?: unknown): Promise<Ack<ClientEvents[N]>> {
    return (await this.socket.timeout(2_000).emitWithAck(event, payload)) as Ack<ClientEvents[N]>;
  }

  /** The next event of that name. */
  async next<N extends keyof ServerEvents>(event: N): Promise<ServerEvents[N]> {
    return new Promise((resolve) => {
      this.socket.once<string>(event, resolve);
    });
  }

  /** Hears every event of that name from now on. */
  on<N extends keyof ServerEvents>(event: N, hear: (payload: ServerEvents[N]) => void): void {
    this.socket.on<string>(event, hear);
  }

  /** Resolves once the connection is gone, with socket.io's word for why. */
  async closed(): Promise<string> {
    return new Promise((resolve) => {
      if (this.socket.connected) this.socket.once('disconnect', resolve);
      else resolve('not connected');
    });
  }

  /** Stops reading, as a browser tab does that is held in a debugger: what is sent piles up at the sender. */
  stopReading(): void {
    this.wire().pause();
  }

  readOn(): void {
    this.wire().resume();
  }

  close(): void {
    this.socket.disconnect();
  }

  private wire(): NetSocket {
    const transport: unknown = this.socket.io.engine.transport;
    return (transport as { readonly ws: { readonly _socket: NetSocket } }).ws._socket;
  }
}

/** Asks for a WebSocket and says how the server answered: 101, or the status of the refusal. */
export async function upgradeStatus(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = sendRequest(new URL('/socket.io/?EIO=4&transport=websocket', url), {
      agent: false,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.from('sixteen bytes!!!').toString('base64'),
        ...headers,
      },
    });
    request.once('response', (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.once('error', reject);
    request.end();
  });
}
