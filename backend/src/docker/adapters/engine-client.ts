import type { IncomingMessage } from 'node:http';
import Docker from 'dockerode';
import pLimit, { type LimitFunction } from 'p-limit';
import * as z from 'zod/mini';
import { describeDockerHost } from '../../platform/config/docker-host.ts';
import { oneLine } from '../../platform/text/one-line.ts';
import { untilAborted } from '../../platform/time/until-aborted.ts';
import { RefusedByEngine } from '../refused-by-engine.ts';
import type { EngineAddress } from './engine-address.ts';
import { ErrorAnswer } from './engine-answers.ts';
import { type EngineTransport, openTransport } from './engine-transport.ts';
import { codeOf, engineFailureOf, engineGarbled, engineStatus, engineTimeout } from './failure-cause.ts';
import { LineUnreadable } from './json-lines.ts';
import { AnswerTooLarge, readCapped } from './read-capped.ts';
import { maskedText } from './redact.ts';

/** A healthy engine answers in milliseconds; one that is swapping still does within this. */
export const SHORT_DEADLINE_MS = 3_000;

const ANSWER_MAX_BYTES = 4 * 1024 * 1024;
const ERROR_TEXT_MAX = 400;

export interface EngineRequest {
  /** Default GET. What else there is has no body: all it says is in the path and the query. */
  readonly method?: 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly deadlineMs?: number;
  readonly maxBytes?: number;
  /** Ends the call before its deadline; it fails with the signal's reason then. */
  readonly signal?: AbortSignal;
}

export interface EngineAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Opened {
  readonly docker: Docker;
  readonly transport: EngineTransport;
  readonly lasting: LimitFunction;
}

/** HTTP to the engine through the SDK, with what the SDK lacks: a deadline for every call and a limit for every answer. */
export class EngineClient {
  readonly where: string;
  private opening: Promise<Opened> | undefined;
  private apiVersion: string | undefined;

  constructor(private readonly address: EngineAddress) {
    this.where = describeDockerHost(address.host);
  }

  /** Sets the API version of all that follows; undefined: the engine's newest. */
  speak(apiVersion: string | undefined): void {
    this.apiVersion = apiVersion;
  }

  /**
   * One request and its whole answer, within its deadline.
   *
   * @throws RefusedByEngine for another status than expected where something was to be changed, EngineFailure otherwise
   */
  async ask(request: EngineRequest, expected: readonly number[] = [200]): Promise<EngineAnswer> {
    const { deadlineMs = SHORT_DEADLINE_MS, signal } = request;
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      const response = await this.open(request, signal ? AbortSignal.any([deadline, signal]) : deadline);
      const status = response.statusCode ?? 0;
      if (!expected.includes(status)) throw await this.refusal(request, response);
      const text = await readCapped(response, request.maxBytes ?? ANSWER_MAX_BYTES);
      const isText = text === '' || request.path === '/_ping';
      return { status, body: isText ? text : this.parseJson(text) };
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) throw engineTimeout(this.where, deadlineMs / 1_000);
      throw this.failureOf(error);
    }
  }

  /** Runs a call that lasts, when there is room for one more of these. */
  async whenThereIsRoom<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    const { lasting } = await this.connection().catch((error: unknown) => {
      throw this.failureOf(error);
    });
    signal.throwIfAborted();
    const turn = lasting(async () => {
      signal.throwIfAborted(); // while it waited
      return call();
    });
    return untilAborted(turn, signal);
  }

  /** One request, up to the beginning of its answer. The signal is all that ends it. */
  async open(request: EngineRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { docker } = await this.connection();
    return new Promise((resolve, reject) => {
      // Node drops a connection that answers 101 without a word, and the SDK then waits for ever.
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
      docker.modem.dial(
        {
          path: `${this.apiVersion === undefined ? '' : `/v${this.apiVersion}`}${request.path}?`,
          method: request.method ?? 'GET',
          options: { _query: request.query ?? {}, _body: {} }, // without `_body` it would send the query as one
          isStream: true, // the SDK would read an answer of any size and never give up
          statusCodes: ANY_STATUS,
          abortSignal: signal,
        },
        (error: Error | null, response: unknown) => {
          if (error === null) resolve(response as IncomingMessage);
          else reject(error);
        },
      );
    });
  }

  /** What an answer with an unexpected status means. */
  async refusal(request: EngineRequest, response: IncomingMessage): Promise<Error> {
    const text = await readCapped(response, ANSWER_MAX_BYTES).catch(() => '');
    const status = response.statusCode ?? 0;
    const said = saidBy(messageIn(text));
    return request.method === 'POST'
      ? new RefusedByEngine(status, said)
      : engineStatus(this.where, status, said);
  }

  /** @throws EngineFailure where the answer is not what the API says */
  parse<T>(schema: z.ZodMiniType<T>, body: unknown, what: string): T {
    const parsed = z.safeParse(schema, body);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw engineGarbled(
      this.where,
      `${what} answers with an unexpected ${issue?.path.join('.') ?? 'value'}`,
      parsed.error,
    );
  }

  failureOf(error: unknown): Error {
    if (error instanceof RefusedByEngine) return error;
    if (error instanceof AnswerTooLarge || error instanceof LineUnreadable)
      return engineGarbled(this.where, error.message, error);
    if (isGarbledHttp(error)) return engineGarbled(this.where, 'it does not speak HTTP', error);
    return engineFailureOf(error, this.where);
  }

  async close(): Promise<void> {
    const opened = await this.opening?.catch(() => undefined);
    opened?.transport.close();
  }

  private async connection(): Promise<Opened> {
    this.opening ??= openTransport(this.address).then((transport) => ({
      docker: new Docker(transport.options),
      transport,
      lasting: pLimit(transport.lastingCalls),
    }));
    try {
      return await this.opening;
    } catch (error) {
      this.opening = undefined; // the files may be there next time
      throw error;
    }
  }

  private parseJson(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw engineGarbled(this.where, 'it answers with something that is no JSON', error);
    }
  }
}

/** What an engine or a registry said, for a person to read: one line, without credentials. */
export function saidBy(message: string): string {
  return maskedText(oneLine(message, ERROR_TEXT_MAX));
}

function messageIn(text: string): string {
  try {
    return z.parse(ErrorAnswer, JSON.parse(text)).message;
  } catch {
    return text; // no JSON of the engine's, so the text itself has to do
  }
}

/** Every status comes back to us: for one it does not know, the SDK would read an answer without end. */
const ANY_STATUS = new Proxy<Record<number, true>>({}, { get: () => true });

/** Node's HTTP parser gives its errors codes such as HPE_INVALID_CONSTANT. */
function isGarbledHttp(error: unknown): boolean {
  return codeOf(error).startsWith('HPE_');
}
