import {
  catchError,
  connect,
  EMPTY,
  filter,
  map,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  scan,
  takeUntil,
} from 'rxjs';
import { failureOf } from '../http/failure';
import type { Watched } from './topic';

/**
 * Shows what HTTP answers until the live topic has its snapshot: the first picture does not wait for the socket,
 * nor for the code that speaks to it. What is known once is not taken back.
 */
export function withFirstPicture<T>(first$: Observable<T>): MonoTypeOperatorFunction<Watched<T>> {
  return connect((live$) =>
    merge(
      live$,
      first$.pipe(
        map((value): Watched<T> => ({ status: 'known', value })),
        catchError((error: unknown) => {
          failureOf(error);
          return EMPTY; // the live topic will say what is wrong
        }),
        takeUntil(live$.pipe(filter(({ status }) => status === 'known'))),
      ),
    ).pipe(scan((shown, next) => (shown.status === 'known' && next.status !== 'known' ? shown : next))),
  );
}
