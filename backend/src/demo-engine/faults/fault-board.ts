import { type Reply } from '../http/reply.ts';
import { type DemoEndpoint } from '../http/endpoints.ts';
import { type EventLog } from '../model/event-log.ts';
import { type DemoFault, type FaultKind, type FaultOf } from './fault.ts';
import { malformedAnswer, type MalformedAnswer } from './malformed-answer.ts';

/** What goes wrong at present. A test adds faults and takes them back. */
export interface DemoFaults {
  /** Returns the function that takes it back. */
  add(fault: DemoFault): () => void;
  /** Takes all faults back. Requests that are being stalled stay so. */
  clear(): void;
  /** Ends open answers, such as the event stream: cleanly, or as if the engine had died. Returns how many. */
  drop(endpoint: DemoEndpoint, how: 'end' | 'reset'): number;
  /** How many requests have come to an endpoint so far. */
  requests(endpoint: DemoEndpoint): number;
  /** The malformed answer of this seed, made from a genuine body: the same one that the fault `garbage` sends. */
  malformed(seed: number, genuine: string): MalformedAnswer;
}

interface Posted {
  readonly fault: DemoFault;
  remaining: number;
  used: number;
}

/** One fault of each kind at most, as they apply to one request. */
export type FaultsAtHand = { readonly [Kind in FaultKind]?: FaultOf<Kind> };

const NOT_FOR_REQUESTS: ReadonlySet<FaultKind> = new Set(['lost-events', 'api-version']);

export class FaultBoard implements DemoFaults {
  readonly #events: EventLog;
  readonly #open = new Map<DemoEndpoint, Set<Reply>>();
  readonly #requests = new Map<DemoEndpoint, number>();
  #posted: readonly Posted[] = [];

  constructor(events: EventLog) {
    this.#events = events;
  }

  add(fault: DemoFault): () => void {
    const posted = { fault, remaining: fault.times ?? Number.POSITIVE_INFINITY, used: 0 };
    this.#post([...this.#posted, posted]);
    return () => {
      this.#post(this.#posted.filter((other) => other !== posted));
    };
  }

  clear(): void {
    this.#post([]);
  }

  drop(endpoint: DemoEndpoint, how: 'end' | 'reset'): number {
    const replies = [...(this.#open.get(endpoint) ?? [])];
    for (const reply of replies) {
      if (how === 'end') reply.end();
      else reply.sever();
    }
    return replies.length;
  }

  requests(endpoint: DemoEndpoint): number {
    return this.#requests.get(endpoint) ?? 0;
  }

  malformed(seed: number, genuine: string): MalformedAnswer {
    return malformedAnswer(seed, genuine);
  }

  /** What applies to the next answer of this endpoint; the latest fault of a kind wins. */
  take(endpoint: DemoEndpoint): FaultsAtHand {
    this.#requests.set(endpoint, this.requests(endpoint) + 1);
    const chosen = this.#posted.filter(
      ({ fault, remaining }) =>
        remaining > 0 &&
        !NOT_FOR_REQUESTS.has(fault.kind) &&
        (fault.on === undefined || fault.on.includes(endpoint)),
    );
    return Object.fromEntries(chosen.map((posted) => [posted.fault.kind, use(posted)]));
  }

  /** An answer began: it can be dropped until it is over. */
  opened(endpoint: DemoEndpoint, reply: Reply): void {
    const replies = this.#open.get(endpoint) ?? new Set();
    this.#open.set(endpoint, replies.add(reply));
    reply.onClose(() => replies.delete(reply));
  }

  /** The versions it claims, where a fault says so. */
  versions(): Omit<FaultOf<'api-version'>, 'kind'> {
    const fault = this.#posted.map((posted) => posted.fault).findLast(({ kind }) => kind === 'api-version');
    return fault?.kind === 'api-version' ? fault : {};
  }

  #post(posted: readonly Posted[]): void {
    this.#posted = posted;
    this.#events.muted = posted.some(({ fault }) => fault.kind === 'lost-events');
  }
}

function use(posted: Posted): DemoFault {
  const { fault, used } = posted;
  posted.used += 1;
  posted.remaining -= 1;
  return fault.kind === 'garbage' ? { ...fault, seed: fault.seed + used } : fault;
}
