import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { tap } from 'rxjs';
import { Session } from '../session/session';
import { failureOf } from './failure';

/** Whichever request first hears that the session has ended leads to the sign-in page. */
export const endSession: HttpInterceptorFn = (request, next) => {
  const injector = inject(Injector); // asked for late: the session needs the router, whose title needs a request
  return next(request).pipe(
    tap({
      error: (error: unknown) => {
        if (!(error instanceof HttpErrorResponse)) return;
        const failure = failureOf(error);
        if (failure.kind !== 'refused') return;
        const session = injector.get(Session);
        if (failure.problem.code === 'unauthenticated') session.end('expired');
        if (failure.problem.code === 'password_change_required') session.requirePasswordChange();
      },
    }),
  );
};
