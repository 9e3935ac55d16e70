import { request, type IncomingHttpHeaders } from 'node:http';

export interface RawRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly path: string;
  /** For streams: enough has come. Without it, the answer is read to its end. */
  readonly isEnough?: (bodySoFar: string) => boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Whether the engine ended the answer, not we. */
  readonly isComplete: boolean;
}

const DEADLINE_MS = 20_000;

/** One request on a connection of its own, and whatever comes back. */
export async function rawRequest(
  socketPath: string,
  { method, path, isEnough }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const outgoing = request({
      socketPath,
      method,
      path,
      agent: false,
      headers: { host: 'docker' },
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    outgoing.on('error', reject);
    outgoing.on('close', () => {
      reject(new Error('closed without an answer')); // where there was one, it is settled already
    });
    outgoing.on('response', (incoming) => {
      const settle = (isComplete: boolean): void => {
        const { statusCode = 0, headers } = incoming;
        resolve({ status: statusCode, headers, body: Buffer.concat(chunks), isComplete });
        outgoing.destroy();
      };
      const look = (): void => {
        if (isEnough?.(Buffer.concat(chunks).toString()) === true) settle(false);
      };
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        look();
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        settle(true);
      });
      look();
    });
    outgoing.end();
  });
}
