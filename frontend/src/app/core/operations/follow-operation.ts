import {
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  merge,
  mergeMap,
  type Observable,
  of,
  scan,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import * as z from 'zod/mini';
import { OperationEvent } from '#shared/operation';
import { OperationFollowed } from '#shared/socket';
import { ask, type Answer } from '../realtime/ask';
import type { Refusal } from '../realtime/follow';
import type { RealtimeSocket } from '../realtime/topic';
import { listen } from '../realtime/watch-topic';
import type { RealtimeClient } from '../realtime-client';
import { beginRecord, type OperationRecord, recordEvents } from './operation-record';

const ASK_AGAIN_MS = 5_000;

const ToldEvent = z.intersection(z.object({ operationId: z.string() }), OperationEvent);

type Message =
  | { readonly kind: 'asked' }
  | { readonly kind: 'answered'; readonly answer: Answer<OperationFollowed> }
  | { readonly kind: 'event'; readonly event: OperationEvent };

/** How far one follower has come. */
export interface Followed {
  readonly record: OperationRecord | null;
  /** What arrived while the answer is awaited, in order; null when none is. */
  readonly held: readonly OperationEvent[] | null;
  readonly refusal: Refusal | null;
}

const NOTHING_YET: Followed = { record: null, held: null, refusal: null };

/**
 * Follows an operation over the sockets that come and go. Each is asked for what came after the last event
 * known, so that nothing is missed, and what comes twice is dropped.
 */
export function followOperation(client: RealtimeClient, id: string): Observable<Followed> {
  return defer(() => {
    let known = NOTHING_YET;
    return client
      .overEachSocket((socket) =>
        merge(
          listen(socket, 'operation.event').pipe(mergeMap((payload) => readEvent(payload, id))),
          defer(() => askFor(socket, id, () => known.record?.seq ?? 0)),
        ).pipe(
          finalize(() => {
            void leave(socket, id);
          }),
        ),
      )
      .pipe(
        scan(takeIn, NOTHING_YET),
        tap((followed) => {
          known = followed;
        }),
        filter(({ record, refusal }) => record !== null || refusal !== null),
      );
  });
}

/** One step: events that overtake the answer wait for it. */
function takeIn(before: Followed, message: Message): Followed {
  switch (message.kind) {
    case 'asked':
      return { ...before, held: before.held ?? [] };
    case 'event':
      if (before.held !== null) return { ...before, held: [...before.held, message.event] };
      return before.record === null
        ? before
        : { ...before, record: recordEvents(before.record, [message.event]) };
    case 'answered': {
      if (!message.answer.ok) return { ...before, refusal: message.answer.refusal };
      const { operation, events } = message.answer.data;
      const begun = before.record === null ? beginRecord(operation) : { ...before.record, operation };
      const record = recordEvents(recordEvents(begun, events), before.held ?? []);
      return { record, held: null, refusal: null };
    }
  }
}

function askFor(socket: RealtimeSocket, id: string, afterSeq: () => number): Observable<Message> {
  return concat(
    of<Message>({ kind: 'asked' }),
    defer(() => ask(socket, 'operation.follow', OperationFollowed, { id, afterSeq: afterSeq() })).pipe(
      switchMap((answer) =>
        concat(
          of<Message>({ kind: 'answered', answer }),
          answer.ok ? EMPTY : timer(ASK_AGAIN_MS).pipe(switchMap(() => askFor(socket, id, afterSeq))),
        ),
      ),
    ),
  );
}

function readEvent(payload: unknown, id: string): readonly Message[] {
  const parsed = ToldEvent.safeParse(payload);
  if (!parsed.success || parsed.data.operationId !== id) return [];
  return [{ kind: 'event', event: parsed.data }];
}

/** Not being told any more is a courtesy to the server: nothing depends on the answer. */
async function leave(socket: RealtimeSocket, id: string): Promise<void> {
  try {
    await socket.timeout(1_000).emitWithAck('operation.unfollow', { id });
  } catch {
    // The socket is gone, and with it whoever followed.
  }
}
