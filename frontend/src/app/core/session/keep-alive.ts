import { inject, Injectable } from '@angular/core';
import { catchError, EMPTY, exhaustMap, filter, fromEvent, merge, type Observable } from 'rxjs';
import { failureOf } from '../http/failure';
import { Session } from './session';

/** A session ends after 30 quiet minutes; asking every 5 while somebody is there keeps well away from that. */
const ASK_AFTER_MS = 5 * 60_000;

/** Keeps the session alive as long as somebody uses the page. A page left open does not. */
@Injectable({ providedIn: 'root' })
export class KeepAlive {
  private readonly session = inject(Session);

  /** Emits when the server was asked; it is there to be subscribed to. */
  readonly asked$: Observable<unknown> = merge(
    fromEvent(document, 'pointerdown', { passive: true }),
    fromEvent(document, 'keydown', { passive: true }),
  ).pipe(
    filter(() => this.session.silence() > ASK_AFTER_MS),
    exhaustMap(() => this.session.ask().pipe(catchError(leaveTheRestToTheConnection))),
  );
}

/** Without an answer there is nothing to keep alive; the lost connection is shown elsewhere. */
function leaveTheRestToTheConnection(error: unknown): Observable<never> {
  failureOf(error);
  return EMPTY;
}
