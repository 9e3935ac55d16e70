import { type ServerResponse } from 'node:http';
import { type JsonObject, type Json } from '../wire/view.ts';

export type Headers = Readonly<Record<string, string>>;

/** The way out for one answer. Faults stand between a route and the socket as replies of their own. */
export interface Reply {
  head(status: number, headers: Headers): void;
  write(chunk: string | Buffer): void;
  end(): void;
  /** Calls back once the client has gone or the answer is complete. */
  onClose(listener: () => void): void;
  /** Ends the connection without another byte. */
  sever(): void;
}

/** Below this, the engine counts the bytes; above, it sends chunks. */
const COUNTED_BYTES = 2_048;
/** A client that reads this much slower than things happen is let go. */
const UNREAD_BYTES_MAX = 8 * 2 ** 20;

/** Straight to the socket. */
export class HttpReply implements Reply {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.on('error', () => {
      response.destroy(); // the client has gone: nobody is left to tell
    });
  }

  head(status: number, headers: Headers): void {
    if (this.#response.headersSent) {
      this.sever(); // something failed in the middle of an answer: no second answer may follow the first
      return;
    }
    this.#response.writeHead(status, headers);
    process.nextTick(() => {
      if (!this.#response.writableEnded) this.#response.flushHeaders(); // a stream may have nothing to say for long
    });
  }

  write(chunk: string | Buffer): void {
    if (this.#response.destroyed || this.#response.writableEnded) return;
    this.#response.write(chunk);
    if (this.#response.writableLength > UNREAD_BYTES_MAX) this.sever();
  }

  end(): void {
    this.#response.end();
  }

  onClose(listener: () => void): void {
    this.#response.once('close', listener);
  }

  sever(): void {
    this.#response.destroy();
  }
}

/** A complete answer in JSON, with the line feed the engine ends it with. */
export function sendJson(
  reply: Reply,
  status: number,
  body: Json | readonly JsonObject[],
  headers: Headers = {},
): void {
  sendText(reply, status, `${JSON.stringify(body)}\n`, { 'Content-Type': 'application/json', ...headers });
}

export function sendText(reply: Reply, status: number, text: string, headers: Headers): void {
  const bytes = Buffer.from(text);
  const counted = bytes.length > COUNTED_BYTES ? {} : { 'Content-Length': String(bytes.length) };
  reply.head(status, { ...headers, ...counted });
  if (bytes.length > 0) reply.write(bytes);
  reply.end();
}

export function sendMessage(reply: Reply, status: number, message: string, headers: Headers = {}): void {
  sendJson(reply, status, { message }, headers);
}

/** An answer without a body: 204, 304. */
export function sendNothing(reply: Reply, status: number, headers: Headers): void {
  reply.head(status, headers);
  reply.end();
}
