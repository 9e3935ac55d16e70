import { type OnApplicationShutdown } from '@nestjs/common';
import { Observable } from 'rxjs';
import {
  ContainerEngine,
  type EngineEvent,
  type EngineIdentity,
  type EngineOutcome,
  type PullProgress,
} from '../container-engine.ts';
import type { ContainerFacts, ContainerListing, ImageFacts } from '../container-facts.ts';
import { type ContainerId, containerId } from '../container-id.ts';
import type { ImageReference } from '../image-reference.ts';
import { negotiate } from './api-version.ts';
import { ContainerList, EventLine, InspectedContainer, VersionAnswer } from './engine-answers.ts';
import type { EngineAddress } from './engine-address.ts';
import { EngineClient, SHORT_DEADLINE_MS } from './engine-client.ts';
import { EnvironmentDigest } from './environment-digest.ts';
import { findImage, PULL_SILENCE_MS, pullImage } from './engine-pull.ts';
import { engineGarbled, engineLost, engineTimeout } from './failure-cause.ts';
import { JsonLines } from './json-lines.ts';
import { toFacts, toListing } from './to-container.ts';
import { EVENT_FILTERS, toEvent } from './to-event.ts';

/** Listing thousands of containers on a small machine. */
const LIST_DEADLINE_MS = 10_000;

/** 5,000 containers with many labels are about 15 MiB. */
const LIST_MAX_BYTES = 64 * 1024 * 1024;

/** A start waits for its turn in the engine, which may be starting everything else at the same time. */
const START_DEADLINE_MS = 120_000;

/** What a stop takes beyond the grace: the kill, unmounting, the network. */
const AFTER_GRACE_MS = 60_000;

/** The engine's own grace where neither the call nor the container says one. */
const DEFAULT_GRACE_SECONDS = 10;

/** No program is waited for longer than this, also where the container says: for ever. */
const GRACE_MAX_SECONDS = 3_600;

const DONE = 204;
const NOT_MODIFIED = 304;

type Action = 'start' | 'stop' | 'restart';

/**
 * The Docker Engine through dockerode, hardened. What the SDK lacks is added here: a deadline for every call,
 * a limit for every answer, ids that are ids, a parser that survives anything, a negotiated API version.
 */
export class DockerodeEngine extends ContainerEngine implements OnApplicationShutdown {
  private readonly client: EngineClient;

  /** @param pullSilenceMs how long a pull may say nothing */
  constructor(
    address: EngineAddress,
    private readonly digest = EnvironmentDigest.forThisProcess(),
    private readonly pullSilenceMs = PULL_SILENCE_MS,
  ) {
    super();
    this.client = new EngineClient(address);
  }

  async connect(): Promise<EngineIdentity> {
    this.client.speak(undefined);
    const { body } = await this.client.ask({ path: '/version' });
    const {
      Version: version,
      ApiVersion: newest,
      MinAPIVersion: oldest,
    } = this.client.parse(VersionAnswer, body, 'GET /version');
    const apiVersion = negotiate({ version, newest, oldest });
    this.client.speak(apiVersion);
    return { version, apiVersion };
  }

  async ping(): Promise<void> {
    const answer = await this.client.ask({ path: '/_ping' });
    if (answer.body !== 'OK') throw this.garbled('it does not answer a ping with OK');
  }

  async list(): Promise<readonly ContainerListing[]> {
    const { body } = await this.client.ask({
      path: '/containers/json',
      query: { all: 'true' },
      deadlineMs: LIST_DEADLINE_MS,
      maxBytes: LIST_MAX_BYTES,
    });
    return this.client.parse(ContainerList, body, 'GET /containers/json').map((listed) => {
      const listing = toListing(listed);
      if (listing === null) throw this.garbled('it lists a container without a valid id or state');
      return listing;
    });
  }

  async inspect(id: ContainerId): Promise<ContainerFacts | null> {
    const { status, body } = await this.client.ask({ path: `${pathOf(id)}/json` }, [200, 404]);
    if (status === 404) return null;
    const facts = toFacts(
      this.client.parse(InspectedContainer, body, 'GET /containers/ID/json'),
      this.digest,
    );
    if (facts?.id !== id) throw this.garbled('it describes another container than the one asked for');
    return facts;
  }

  events(): Observable<'ready' | EngineEvent> {
    return new Observable((subscriber) => {
      const stop = new AbortController();
      const request = { path: '/events', query: { filters: EVENT_FILTERS } };
      const deadline = setTimeout(() => {
        subscriber.error(engineTimeout(this.client.where, SHORT_DEADLINE_MS / 1_000));
      }, SHORT_DEADLINE_MS);
      this.client
        .open(request, stop.signal)
        .then(async (response) => {
          clearTimeout(deadline);
          if (response.statusCode !== 200) throw await this.client.refusal(request, response);
          subscriber.next('ready');
          const lines = new JsonLines();
          for await (const chunk of response as AsyncIterable<Buffer>) {
            for (const value of lines.push(chunk)) {
              const event = toEvent(this.client.parse(EventLine, value, 'GET /events'), Date.now());
              if (event !== null) subscriber.next(event);
            }
          }
          throw engineLost(this.client.where);
        })
        .catch((error: unknown) => {
          subscriber.error(this.client.failureOf(error));
        });
      return () => {
        clearTimeout(deadline);
        stop.abort();
      };
    });
  }

  async start(id: ContainerId, signal: AbortSignal): Promise<EngineOutcome> {
    return this.act(id, 'start', { signal, deadlineMs: START_DEADLINE_MS });
  }

  async stop(id: ContainerId, graceSeconds: number | null, signal: AbortSignal): Promise<EngineOutcome> {
    return this.act(id, 'stop', {
      signal,
      query: graceQuery(graceSeconds),
      deadlineMs: await this.timeToStop(id, graceSeconds),
    });
  }

  async restart(id: ContainerId, graceSeconds: number | null, signal: AbortSignal): Promise<void> {
    await this.act(id, 'restart', {
      signal,
      query: graceQuery(graceSeconds),
      deadlineMs: (await this.timeToStop(id, graceSeconds)) + START_DEADLINE_MS,
    });
  }

  async image(reference: ImageReference): Promise<ImageFacts | null> {
    return findImage(this.client, reference);
  }

  pull(reference: ImageReference, signal: AbortSignal): Observable<PullProgress> {
    return pullImage(this.client, reference, signal, this.pullSilenceMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  private async act(
    id: ContainerId,
    action: Action,
    call: {
      readonly signal: AbortSignal;
      readonly query?: Readonly<Record<string, unknown>>;
      readonly deadlineMs: number;
    },
  ): Promise<EngineOutcome> {
    const request = { method: 'POST', path: `${pathOf(id)}/${action}`, ...call } as const;
    const { status } = await this.client.whenThereIsRoom(call.signal, async () =>
      this.client.ask(request, [DONE, NOT_MODIFIED]),
    );
    return status === NOT_MODIFIED ? 'unchanged' : 'done';
  }

  /** How long a stop may take, in milliseconds. */
  private async timeToStop(id: ContainerId, graceSeconds: number | null): Promise<number> {
    const seconds = graceSeconds ?? (await this.inspect(id))?.stopTimeoutSeconds ?? DEFAULT_GRACE_SECONDS;
    const bounded = seconds < 0 ? GRACE_MAX_SECONDS : Math.min(seconds, GRACE_MAX_SECONDS);
    return bounded * 1_000 + AFTER_GRACE_MS;
  }

  private garbled(what: string): Error {
    return engineGarbled(this.client.where, what);
  }
}

function pathOf(id: ContainerId): string {
  if (containerId(id) === null) throw new TypeError('not a container id'); // the SDK would put it into the URL
  return `/containers/${id}`;
}

function graceQuery(graceSeconds: number | null): Record<string, unknown> {
  if (graceSeconds === null) return {};
  if (!Number.isInteger(graceSeconds) || graceSeconds < 0)
    throw new TypeError('a grace is a whole number of seconds');
  return { t: graceSeconds };
}
