import { request } from 'node:http';

/** One call of the Docker Engine API. */
export interface EngineCall {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'HEAD';
  /** Path and query, such as `/containers/json?all=1`. Without a version, the engine uses its newest. */
  readonly path: string;
  readonly json?: unknown;
  readonly tar?: Uint8Array;
  /** The call rejects after this time. Default: one minute. */
  readonly timeoutMs?: number;
}

export interface EngineAnswer {
  readonly status: number;
  readonly body: string;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** Calls an engine over its Unix socket. Any status is an answer; only a broken or late connection rejects. */
export async function callEngine(socketPath: string, call: EngineCall): Promise<EngineAnswer> {
  const body = call.tar ?? (call.json === undefined ? undefined : Buffer.from(JSON.stringify(call.json)));
  return new Promise((resolve, reject) => {
    const outgoing = request({
      socketPath,
      method: call.method,
      path: call.path,
      agent: false, // a kept-alive connection would not survive the kills and restarts that tests do
      signal: AbortSignal.timeout(call.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      headers: {
        host: 'docker',
        ...(body === undefined ? {} : { 'content-length': body.byteLength }),
        ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.tar === undefined ? {} : { 'content-type': 'application/x-tar' }),
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.end(body);
  });
}

/** The same for calls that are expected to succeed: returns the parsed JSON body, or null when there is none. */
export async function callEngineOrThrow(socketPath: string, call: EngineCall): Promise<unknown> {
  const answer = await callEngine(socketPath, call);
  if (answer.status < 200 || answer.status >= 400) {
    throw new Error(`${call.method} ${call.path} answered ${answer.status}: ${answer.body.trim()}`);
  }
  if (answer.body === '') return null;
  const value: unknown = JSON.parse(answer.body);
  return value;
}

/** Reads one string field of an engine's answer. */
export function stringField(value: unknown, name: string): string {
  const isObject = typeof value === 'object' && value !== null;
  const field = isObject ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
  if (typeof field === 'string') return field;
  throw new Error(`the engine's answer has no text field ${name}: ${JSON.stringify(value)}`);
}
