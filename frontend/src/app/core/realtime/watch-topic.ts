import {
  asapScheduler,
  concat,
  defer,
  distinctUntilChanged,
  map,
  merge,
  Observable,
  observeOn,
  of,
  scan,
  startWith,
  Subject,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import type { ServerEvents } from '#shared/socket';
import { ask } from './ask';
import { follow, type Following, type Message, NOTHING_YET, type Sequenced } from './follow';
import type { RealtimeSocket, Topic, Watched } from './topic';

const ASK_AGAIN_MS = 5_000;

/**
 * Follows a topic over the sockets that come and go: its snapshot, then each change, asked for anew on every
 * socket and whenever a change was missed.
 *
 * @param nudges$ somebody wants it asked for now
 */
export function watchTopic<S extends Sequenced, D extends Sequenced, T>(
  topic: Topic<S, D, T>,
  sockets$: Observable<RealtimeSocket>,
  nudges$: Observable<unknown>,
): Observable<Watched<T>> {
  return defer(() => {
    const again$ = new Subject<void>();
    return sockets$.pipe(
      switchMap((socket) =>
        merge(
          listen(socket, topic.changed).pipe(map((payload) => readDelta(topic, payload))),
          // On the next turn, so that a step is done before its successor begins.
          merge(of(undefined), again$.pipe(observeOn(asapScheduler)), nudges$).pipe(
            switchMap(() => askForSnapshot(socket, topic)),
          ),
        ),
      ),
      scan((before: Following<D, T>, message: Message<S, D>) => follow(topic, before, message), NOTHING_YET),
      tap(({ behind }) => {
        if (behind) again$.next();
      }),
      map(watchedOf),
      startWith<Watched<T>>({ status: 'waiting' }),
      distinctUntilChanged(isSame),
    );
  });
}

/** What a socket receives under one name. */
export function listen(socket: RealtimeSocket, event: keyof ServerEvents): Observable<unknown> {
  return new Observable((subscriber) => {
    const listener = (payload: unknown): void => {
      subscriber.next(payload);
    };
    socket.on(event, listener);
    return () => socket.off(event, listener);
  });
}

function readDelta<S extends Sequenced, D extends Sequenced, T>(
  topic: Topic<S, D, T>,
  payload: unknown,
): Message<S, D> {
  const parsed = topic.delta.safeParse(payload);
  return parsed.success ? { kind: 'delta', delta: parsed.data } : { kind: 'lost' };
}

/** Asks for a snapshot, and again after a while for as long as it is refused. */
function askForSnapshot<S extends Sequenced, D extends Sequenced, T>(
  socket: RealtimeSocket,
  topic: Topic<S, D, T>,
): Observable<Message<S, D>> {
  return concat(
    of<Message<S, D>>({ kind: 'asked' }),
    ask(socket, topic.watch, topic.snapshot).pipe(
      switchMap((answer): Observable<Message<S, D>> =>
        answer.ok
          ? of({ kind: 'snapshot', snapshot: answer.data })
          : concat(
              of({ kind: 'refused' as const, refusal: answer.refusal }),
              timer(ASK_AGAIN_MS).pipe(switchMap(() => askForSnapshot(socket, topic))),
            ),
      ),
    ),
  );
}

function watchedOf<D, T>({ value, refusal }: Following<D, T>): Watched<T> {
  if (value !== null) return { status: 'known', value };
  return refusal === null ? { status: 'waiting' } : { status: 'refused', refusal };
}

function isSame<T>(a: Watched<T>, b: Watched<T>): boolean {
  if (a.status === 'known' && b.status === 'known') return a.value === b.value;
  if (a.status === 'refused' && b.status === 'refused') return a.refusal === b.refusal;
  return a.status === b.status;
}
