import { inject, Injectable, InjectionToken } from '@angular/core';
import {
  defer,
  filter,
  fromEvent,
  map,
  merge,
  Observable,
  race,
  retry,
  shareReplay,
  Subject,
  switchMap,
  take,
  timer,
} from 'rxjs';
import * as z from 'zod/mini';
import { SessionEndReason } from '#shared/socket';
import { Ticker } from '../ui/time/ticker';
import { Trouble } from './navigation/trouble';
import { backoffMs } from './realtime/backoff';
import type { Connection } from './realtime/connection';
import type { Sequenced } from './realtime/follow';
import type { RealtimeSocket, Topic, Watched } from './realtime/topic';
import { listen, watchTopic } from './realtime/watch-topic';

/** Opens a socket that connects at once and, when it is lost, stays so: when to try again is decided here. */
export const OPEN_SOCKET = new InjectionToken<() => Promise<RealtimeSocket>>('OPEN_SOCKET', {
  factory: () => {
    const trouble = inject(Trouble);
    return async () => {
      const part = await trouble.load(async () => import('socket.io-client'));
      if (part === null) throw new Error('The code for the live connection could not be loaded.');
      return part.io({ transports: ['websocket'], reconnection: false, forceNew: true });
    };
  },
});

const SessionEnded = z.object({ reason: SessionEndReason });

interface Link {
  readonly connection: Connection;
  readonly socket: RealtimeSocket | null;
}

/** The live connection: open while somebody listens, and opened again by itself. */
@Injectable({ providedIn: 'root' })
export class RealtimeClient {
  private readonly open = inject(OPEN_SOCKET);
  private readonly ticker = inject(Ticker);
  private readonly nudges$ = new Subject<void>();

  /** Reasons to try at once: a person asks, the network is back, the page is looked at again. */
  private readonly wakeUps$: Observable<unknown> = merge(
    this.nudges$,
    fromEvent(window, 'online'),
    fromEvent(document, 'visibilitychange').pipe(filter(() => document.visibilityState === 'visible')),
  );

  private readonly link$: Observable<Link> = defer(() => {
    const without$ = new Subject<Connection>();
    const sockets$ = defer(() => {
      without$.next({ status: 'connecting' });
      return this.openOnce();
    }).pipe(
      retry({
        resetOnSuccess: true,
        delay: (_lost, failures) => {
          const waitMs = backoffMs(failures, Math.random());
          without$.next({ status: 'waiting', retryAt: this.ticker.read() + waitMs });
          return race(timer(waitMs), this.wakeUps$).pipe(take(1));
        },
      }),
    );
    return merge(
      without$.pipe(map((connection): Link => ({ connection, socket: null }))),
      sockets$.pipe(map((socket): Link => ({ connection: { status: 'open' }, socket }))),
    );
  }).pipe(shareReplay({ bufferSize: 1, refCount: true }));

  private readonly sockets$: Observable<RealtimeSocket> = this.link$.pipe(
    map(({ socket }) => socket),
    filter((socket) => socket !== null),
  );

  readonly connection$: Observable<Connection> = this.link$.pipe(map(({ connection }) => connection));

  /** Why the server ended the session, when it does. */
  readonly sessionEnded$: Observable<SessionEndReason> = this.sockets$.pipe(
    switchMap((socket) => listen(socket, 'session.ended')),
    map((payload) => SessionEnded.safeParse(payload)),
    map((parsed) => (parsed.success ? parsed.data.reason : 'revoked')),
  );

  /** Tries again now instead of at the next planned moment. */
  tryNow(): void {
    this.nudges$.next();
  }

  /** Follows a topic: its snapshot, then each change. */
  snapshotThenDeltas<S extends Sequenced, D extends Sequenced, T>(
    topic: Topic<S, D, T>,
  ): Observable<Watched<T>> {
    return watchTopic(topic, this.sockets$, this.nudges$);
  }

  /** Talks over the socket there is, and over the next one once that is lost. */
  overEachSocket<T>(talk: (socket: RealtimeSocket) => Observable<T>): Observable<T> {
    return this.sockets$.pipe(switchMap(talk));
  }

  private openOnce(): Observable<RealtimeSocket> {
    return opened(this.open).pipe(switchMap(connected));
  }
}

/** Emits the socket that is being opened; one that nobody waits for any more is closed again. */
function opened(open: () => Promise<RealtimeSocket>): Observable<RealtimeSocket> {
  return new Observable((subscriber) => {
    open().then(
      (socket) => {
        if (subscriber.closed) socket.disconnect();
        else subscriber.next(socket);
      },
      (error: unknown) => {
        subscriber.error(error);
      },
    );
  });
}

/** Emits the socket once it is connected, and fails when it is lost. */
function connected(socket: RealtimeSocket): Observable<RealtimeSocket> {
  return new Observable((subscriber) => {
    const fail = (why: unknown): void => {
      subscriber.error(why);
    };
    socket.on('connect', () => {
      subscriber.next(socket);
    });
    socket.on('connect_error', fail);
    socket.on('disconnect', fail);
    return () => socket.disconnect();
  });
}
