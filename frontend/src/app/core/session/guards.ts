import { inject } from '@angular/core';
import { type CanActivateFn, type CanMatchFn, Router } from '@angular/router';
import { map } from 'rxjs';
import { type Role, roleIncludes } from '#shared/role';
import { returnPathOf } from './return-path';
import { Session } from './session';

/** For every page behind the sign-in. */
export const signedIn: CanActivateFn = (_route, { url }) => {
  const router = inject(Router);
  const queryParams = url === '/' ? {} : { from: url };
  return inject(Session)
    .known()
    .pipe(
      map((session) => {
        if (session.status === 'absent') return router.createUrlTree(['/login'], { queryParams });
        return session.mustChangePassword ? router.createUrlTree(['/password'], { queryParams }) : true;
      }),
    );
};

/** For the sign-in page, which is of no use to somebody who is signed in. */
export const signedOut: CanActivateFn = ({ queryParamMap }) => {
  const router = inject(Router);
  return inject(Session)
    .known()
    .pipe(
      map(({ status }) => status === 'absent' || router.parseUrl(returnPathOf(queryParamMap.get('from')))),
    );
};

/** For pages that have nothing for lesser roles: to those they do not exist, and the server refuses what is on them. */
export function forRole(role: Role): CanMatchFn {
  return () =>
    inject(Session)
      .known()
      .pipe(map((session) => session.status === 'active' && roleIncludes(session.user.role, role)));
}

/** For the page that changes the password: asked to or not. */
export const hasSession: CanActivateFn = (_route, { url }) => {
  const router = inject(Router);
  return inject(Session)
    .known()
    .pipe(
      map(
        ({ status }) =>
          status === 'active' || router.createUrlTree(['/login'], { queryParams: { from: url } }),
      ),
    );
};
