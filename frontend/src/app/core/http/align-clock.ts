import { HttpEventType, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { tap } from 'rxjs';
import { Ticker } from '../../ui/time/ticker';

/** Every answer says what time it is on the server; ages are counted by that clock. */
export const alignClock: HttpInterceptorFn = (request, next) => {
  const ticker = inject(Ticker);
  return next(request).pipe(
    tap((event) => {
      if (event.type !== HttpEventType.Response) return;
      const serverTime = Date.parse(event.headers.get('Date') ?? '');
      if (!Number.isNaN(serverTime)) ticker.align(serverTime);
    }),
  );
};
