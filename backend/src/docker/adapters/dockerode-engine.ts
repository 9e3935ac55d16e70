import type { IncomingMessage } from 'node:http';
import { type OnApplicationShutdown } from '@nestjs/common';
import Docker from 'dockerode';
import { Observable } from 'rxjs';
import * as z from 'zod/mini';
import { describeDockerHost } from '../../platform/config/docker-host.ts';
import { ContainerEngine, type EngineEvent, type EngineIdentity } from '../container-engine.ts';
import type { ContainerFacts, ContainerListing } from '../container-facts.ts';
import { type ContainerId, containerId } from '../container-id.ts';
import { negotiate } from './api-version.ts';
import {
  ContainerList,
  ErrorAnswer,
  EventLine,
  InspectedContainer,
  VersionAnswer,
} from './engine-answers.ts';
import type { EngineAddress } from './engine-address.ts';
import { EnvironmentDigest } from './environment-digest.ts';
import { type EngineTransport, openTransport } from './engine-transport.ts';
import {
  codeOf,
  engineFailureOf,
  engineGarbled,
  engineLost,
  engineStatus,
  engineTimeout,
} from './failure-cause.ts';
import { JsonLines, LineUnreadable } from './json-lines.ts';
import { AnswerTooLarge, readCapped } from './read-capped.ts';
import { toFacts, toListing } from './to-container.ts';
import { EVENT_FILTERS, toEvent } from './to-event.ts';

/** A healthy engine answers these in milliseconds; one that is swapping still does within this. */
const SHORT_DEADLINE_MS = 3_000;

/** Listing thousands of containers on a small machine. */
const LIST_DEADLINE_MS = 10_000;

/** 5,000 containers with many labels are about 15 MiB. */
const LIST_MAX_BYTES = 64 * 1024 * 1024;
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;

interface Request {
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly deadlineMs?: number;
  readonly maxBytes?: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The Docker Engine through dockerode, hardened. What the SDK lacks is added here: a deadline for every call,
 * a limit for every answer, ids that are ids, a parser that survives anything, a negotiated API version.
 */
export class DockerodeEngine extends ContainerEngine implements OnApplicationShutdown {
  private readonly where: string;
  private opening: Promise<{ readonly docker: Docker; readonly transport: EngineTransport }> | undefined;
  private apiVersion: string | undefined;

  constructor(
    private readonly address: EngineAddress,
    private readonly digest = EnvironmentDigest.forThisProcess(),
  ) {
    super();
    this.where = describeDockerHost(address.host);
  }

  async connect(): Promise<EngineIdentity> {
    this.apiVersion = undefined;
    const answer = await this.get({ path: '/version' });
    const {
      Version: version,
      ApiVersion: newest,
      MinAPIVersion: oldest,
    } = this.parse(VersionAnswer, answer, 'GET /version');
    this.apiVersion = negotiate({ version, newest, oldest });
    return { version, apiVersion: this.apiVersion };
  }

  async ping(): Promise<void> {
    const answer = await this.get({ path: '/_ping' });
    if (answer.body !== 'OK') throw engineGarbled(this.where, 'it does not answer a ping with OK');
  }

  async list(): Promise<readonly ContainerListing[]> {
    const answer = await this.get({
      path: '/containers/json',
      query: { all: 'true' },
      deadlineMs: LIST_DEADLINE_MS,
      maxBytes: LIST_MAX_BYTES,
    });
    return this.parse(ContainerList, answer, 'GET /containers/json').map((listed) => {
      const listing = toListing(listed);
      if (listing === null)
        throw engineGarbled(this.where, 'it lists a container without a valid id or state');
      return listing;
    });
  }

  async inspect(id: ContainerId): Promise<ContainerFacts | null> {
    if (containerId(id) === null) throw new TypeError('not a container id'); // the SDK would put it into the URL
    const answer = await this.get({ path: `/containers/${id}/json` }, [200, 404]);
    if (answer.status === 404) return null;
    const facts = toFacts(this.parse(InspectedContainer, answer, 'GET /containers/ID/json'), this.digest);
    if (facts?.id !== id)
      throw engineGarbled(this.where, 'it describes another container than the one asked for');
    return facts;
  }

  events(): Observable<'ready' | EngineEvent> {
    return new Observable((subscriber) => {
      const stop = new AbortController();
      const deadline = setTimeout(() => {
        subscriber.error(engineTimeout(this.where, SHORT_DEADLINE_MS / 1_000));
      }, SHORT_DEADLINE_MS);
      this.dial({ path: '/events', query: { filters: EVENT_FILTERS } }, stop.signal)
        .then(async (response) => {
          clearTimeout(deadline);
          if (response.statusCode !== 200) throw await this.refusal(response);
          subscriber.next('ready');
          const lines = new JsonLines();
          for await (const chunk of response as AsyncIterable<Buffer>) {
            for (const value of lines.push(chunk)) {
              const event = toEvent(this.parseEvent(value), Date.now());
              if (event !== null) subscriber.next(event);
            }
          }
          throw engineLost(this.where);
        })
        .catch((error: unknown) => {
          subscriber.error(this.failureOf(error));
        });
      return () => {
        clearTimeout(deadline);
        stop.abort();
      };
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const opened = await this.opening?.catch(() => undefined);
    opened?.transport.close();
  }

  /** One request and its whole answer, within its deadline. */
  private async get(request: Request, expected: readonly number[] = [200]): Promise<Answer> {
    const deadlineMs = request.deadlineMs ?? SHORT_DEADLINE_MS;
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      const response = await this.dial(request, deadline);
      const status = response.statusCode ?? 0;
      if (!expected.includes(status)) throw await this.refusal(response);
      const text = await readCapped(response, request.maxBytes ?? ANSWER_MAX_BYTES);
      return { status, body: request.path === '/_ping' ? text : this.parseJson(text) };
    } catch (error) {
      if (deadline.aborted) throw engineTimeout(this.where, deadlineMs / 1_000);
      throw this.failureOf(error);
    }
  }

  private async dial(request: Request, signal: AbortSignal): Promise<IncomingMessage> {
    const { docker } = await this.open();
    return new Promise((resolve, reject) => {
      // Node drops a connection that answers 101 without a word, and the SDK then waits for ever.
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
      docker.modem.dial(
        {
          path: `${this.apiVersion === undefined ? '' : `/v${this.apiVersion}`}${request.path}?`,
          method: 'GET',
          options: { _query: request.query ?? {} },
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

  private async open(): Promise<{ readonly docker: Docker; readonly transport: EngineTransport }> {
    this.opening ??= openTransport(this.address).then((transport) => ({
      docker: new Docker(transport.options),
      transport,
    }));
    try {
      return await this.opening;
    } catch (error) {
      this.opening = undefined; // the files may be there next time
      throw error;
    }
  }

  private async refusal(response: IncomingMessage): Promise<Error> {
    const text = await readCapped(response, ANSWER_MAX_BYTES).catch(() => '');
    let message = text.trim();
    try {
      message = z.parse(ErrorAnswer, JSON.parse(text)).message;
    } catch {
      // no JSON of the engine's, so the text itself has to do
    }
    return engineStatus(this.where, response.statusCode ?? 0, message.slice(0, ERROR_TEXT_MAX));
  }

  private parseJson(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw engineGarbled(this.where, 'it answers with something that is no JSON', error);
    }
  }

  private parse<T>(schema: z.ZodMiniType<T>, { body }: Answer, what: string): T {
    const parsed = z.safeParse(schema, body);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw engineGarbled(
      this.where,
      `${what} answers with an unexpected ${issue?.path.join('.') ?? 'value'}`,
      parsed.error,
    );
  }

  private parseEvent(value: unknown): EventLine {
    return this.parse(EventLine, { status: 200, body: value }, 'GET /events');
  }

  private failureOf(error: unknown): Error {
    if (error instanceof AnswerTooLarge || error instanceof LineUnreadable)
      return engineGarbled(this.where, error.message, error);
    if (isGarbledHttp(error)) return engineGarbled(this.where, 'it does not speak HTTP', error);
    return engineFailureOf(error, this.where);
  }
}

const ERROR_TEXT_MAX = 200;

/** Every status comes back to us: for one it does not know, the SDK would read an answer without end. */
const ANY_STATUS = new Proxy<Record<number, true>>({}, { get: () => true });

/** Node's HTTP parser gives its errors codes such as HPE_INVALID_CONSTANT. */
function isGarbledHttp(error: unknown): boolean {
  return codeOf(error).startsWith('HPE_');
}
