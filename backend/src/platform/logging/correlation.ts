import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();

/** The id that ties together all log lines, events and errors of one request, or undefined outside of one. */
export function correlationId(): string | undefined {
  return storage.getStore();
}

/** Runs `work`, and everything it starts, under one correlation id. */
export function withCorrelation<T>(id: string, work: () => T): T {
  return storage.run(id, work);
}

/** An id sent by a client is taken over only if it cannot break a log line or a header. */
const ACCEPTABLE = /^[\w.-]{8,64}$/;

/** The id a client sent, if it is acceptable, or a new one. */
export function correlationIdFrom(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && ACCEPTABLE.test(header) ? header : randomUUID();
}
