import { catchError, defer, from, map, type Observable, of } from 'rxjs';
import * as z from 'zod/mini';
import type { ClientEvents } from '#shared/socket';
import type { Refusal } from './follow';
import type { RealtimeSocket } from './topic';

const ANSWER_TIMEOUT_MS = 10_000;

const AckAnswer = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);

/** What a question over the socket came to. */
export type Answer<T> =
  { readonly ok: true; readonly data: T } | { readonly ok: false; readonly refusal: Refusal };

/** Asks once over a socket. Never fails: no answer, and one that cannot be read, are refusals too. */
export function ask<T>(
  socket: RealtimeSocket,
  event: keyof ClientEvents,
  schema: z.ZodMiniType<T>,
  ...payload: readonly unknown[]
): Observable<Answer<T>> {
  return defer(() => from(socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, ...payload))).pipe(
    map((answer) => readAnswer(schema, answer)),
    catchError(() =>
      of(refused<T>('timeout', `The server did not answer within ${ANSWER_TIMEOUT_MS / 1_000} s.`)),
    ),
  );
}

function readAnswer<T>(schema: z.ZodMiniType<T>, payload: unknown): Answer<T> {
  const ack = AckAnswer.safeParse(payload);
  if (ack.success && !ack.data.ok) return refused(ack.data.error.code, ack.data.error.message);
  const data = schema.safeParse(ack.success && ack.data.ok ? ack.data.data : undefined);
  if (data.success) return { ok: true, data: data.data };
  return refused('unreadable', 'The server speaks another version than this page. Reload the page.');
}

function refused<T>(code: string, message: string): Answer<T> {
  return { ok: false, refusal: { code, message } };
}
