import { type ModelClock } from './model-clock.ts';
import { toNanos, toUnixSeconds, type Moment } from './moment.ts';

type EventType = 'container' | 'image' | 'network' | 'volume' | 'daemon';

/** Something that happened, as the engine announces it. */
export interface EngineEvent {
  readonly type: EventType;
  /** Such as `start`, `health_status: unhealthy`, `exec_create: /bin/sh -c …`. */
  readonly action: string;
  readonly actorId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly at: Moment;
  /** The event as one line of JSON, with its line feed. */
  readonly line: string;
}

export type EventDraft = Omit<EngineEvent, 'at' | 'line'>;
export type EventListener = (event: EngineEvent) => void;

/** A real engine keeps this many. */
export const EVENTS_KEPT = 256;

/** The last events, and whoever listens for the next. */
export class EventLog {
  readonly #clock: ModelClock;
  readonly #listeners = new Set<EventListener>();
  #kept: EngineEvent[] = [];
  /** While true, events are lost: neither kept nor announced. */
  muted = false;

  constructor(clock: ModelClock) {
    this.#clock = clock;
  }

  announce(draft: EventDraft): void {
    const at = this.#clock.stamp();
    if (this.muted) return;
    const event = new AnnouncedEvent(draft, at);
    this.#kept.push(event);
    if (this.#kept.length > 2 * EVENTS_KEPT) this.#kept = this.#kept.slice(-EVENTS_KEPT);
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Kept events from `since` to `until`, both included; null: no limit. */
  between(since: bigint | null, until: bigint | null): readonly EngineEvent[] {
    return this.#kept.slice(-EVENTS_KEPT).filter(({ at }) => {
      const nanos = toNanos(at);
      return (since === null || nanos >= since) && (until === null || nanos <= until);
    });
  }

  /** Returns the function that ends it. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}

class AnnouncedEvent implements EngineEvent {
  readonly type: EventType;
  readonly action: string;
  readonly actorId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly at: Moment;
  #line: string | null = null;

  constructor({ type, action, actorId, attributes }: EventDraft, at: Moment) {
    this.type = type;
    this.action = action;
    this.actorId = actorId;
    this.attributes = attributes;
    this.at = at;
  }

  /** Written once, however many listen. */
  get line(): string {
    this.#line ??= writeLine(this);
    return this.#line;
  }
}

/** By hand at the end, because nanoseconds would lose digits as a number. */
function writeLine({ type, action, actorId, attributes, at }: AnnouncedEvent): string {
  const json = JSON.stringify({
    ...legacyFields(type, action, actorId, attributes),
    Type: type,
    Action: action,
    Actor: { ID: actorId, Attributes: sorted(attributes) },
    scope: 'local',
    time: toUnixSeconds(at),
  });
  return `${json.slice(0, -1)},"timeNano":${String(toNanos(at))}}\n`;
}

/** Containers and images still carry the fields of API 1.21. */
function legacyFields(
  type: EventType,
  action: string,
  id: string,
  attributes: Readonly<Record<string, string>>,
): Record<string, string> {
  if (type === 'image') return { status: action, id };
  if (type !== 'container') return {};
  const { image } = attributes;
  return { status: action, id, ...(image === undefined ? {} : { from: image }) };
}

function sorted(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
}
