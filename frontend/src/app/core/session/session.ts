import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import {
  BehaviorSubject,
  catchError,
  defer,
  EMPTY,
  filter,
  finalize,
  map,
  type Observable,
  of,
  take,
  tap,
} from 'rxjs';
import type { CurrentUser, LoginRequest, PasswordChangeRequest } from '#shared/auth';
import type { SessionEndReason } from '#shared/socket';
import { Ticker } from '../../ui/time/ticker';
import { Toasts } from '../../ui/toasts/toasts';
import { failureOf, wordsOf } from '../http/failure';
import { SessionApi } from './session-api';

export type SessionState =
  | { readonly status: 'unknown' }
  | { readonly status: 'absent' }
  | { readonly status: 'active'; readonly user: CurrentUser; readonly mustChangePassword: boolean };

export type KnownSession = Exclude<SessionState, { status: 'unknown' }>;

/** Who is signed in on this page, and what happens when that ends. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(SessionApi);
  private readonly router = inject(Router);
  private readonly ticker = inject(Ticker);
  private readonly toasts = inject(Toasts);
  private readonly state$ = new BehaviorSubject<SessionState>({ status: 'unknown' });
  private heardAt = 0;
  /** Signing out here. The socket may hear of it before the answer arrives, and must not call it another tab's. */
  private leaving = false;

  readonly user$: Observable<CurrentUser> = this.state$.pipe(
    filter((state) => state.status === 'active'),
    map(({ user }) => user),
  );

  /** Says when nobody is signed in any more. */
  readonly over$: Observable<unknown> = this.state$.pipe(filter(({ status }) => status === 'absent'));

  /** Whether the password has to be changed before anything else. */
  readonly mustChangePassword$: Observable<boolean> = this.state$.pipe(
    map((state) => state.status === 'active' && state.mustChangePassword),
  );

  /** The session, asked for if it is not known yet. Fails if the server does not answer. */
  known(): Observable<KnownSession> {
    const state = this.state$.value;
    return state.status === 'unknown' ? this.ask() : of(state);
  }

  /** Asks the server anew, which also keeps the session alive. */
  ask(): Observable<KnownSession> {
    return this.api.current().pipe(
      map(({ user, mustChangePassword }): KnownSession => ({ status: 'active', user, mustChangePassword })),
      catchError((error: unknown) => {
        const failure = failureOf(error);
        if (failure.kind === 'refused' && failure.problem.status === 401)
          return of<KnownSession>({ status: 'absent' });
        throw error;
      }),
      tap((state) => {
        this.become(state);
      }),
    );
  }

  /** Milliseconds since the server last confirmed the session. */
  silence(): number {
    return this.ticker.read() - this.heardAt;
  }

  login(request: LoginRequest): Observable<KnownSession> {
    return this.api.login(request).pipe(
      map((answer): KnownSession => ({ status: 'active', ...answer })),
      tap((state) => {
        this.become(state);
      }),
    );
  }

  changePassword(request: PasswordChangeRequest): Observable<unknown> {
    return this.api.changePassword(request).pipe(
      tap(() => {
        const state = this.state$.value;
        if (state.status === 'active') this.become({ ...state, mustChangePassword: false });
      }),
    );
  }

  /** Signs out; where that fails, says so and stays. */
  logout(): Observable<unknown> {
    return defer(() => {
      this.leaving = true;
      return this.api.logout();
    }).pipe(
      take(1),
      tap(() => {
        this.end('signed_out');
      }),
      catchError((error: unknown) => {
        const { title, text } = wordsOf(failureOf(error));
        void this.toasts.show({ glyph: 'is-bad', tone: 'bad', text: title, note: text });
        return EMPTY;
      }),
      finalize(() => {
        this.leaving = false;
      }),
    );
  }

  /** The session is over. The sign-in page says why and leads back to where one was. */
  end(reason: SessionEndReason): void {
    if (this.state$.value.status !== 'active') return;
    const queryParams = this.leaving ? {} : { why: reason, from: this.router.url };
    this.become({ status: 'absent' });
    void this.router.navigate(['/login'], { queryParams });
  }

  /** An admin has set the password meanwhile: nothing goes on before it is changed. */
  requirePasswordChange(): void {
    const state = this.state$.value;
    if (state.status !== 'active' || state.mustChangePassword) return;
    this.become({ ...state, mustChangePassword: true });
    void this.router.navigate(['/password'], { queryParams: { from: this.router.url } });
  }

  private become(state: KnownSession): void {
    this.heardAt = this.ticker.read();
    this.state$.next(state);
  }
}
