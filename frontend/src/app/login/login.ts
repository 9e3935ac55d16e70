import { AsyncPipe } from '@angular/common';
import { afterNextRender, Component, type ElementRef, inject, viewChild } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import {
  catchError,
  concat,
  exhaustMap,
  ignoreElements,
  type Observable,
  of,
  startWith,
  Subject,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import type { LoginRequest } from '#shared/auth';
import { failureOf } from '../core/http/failure';
import { ServerName } from '../core/server/server-name';
import { returnPathOf } from '../core/session/return-path';
import { Session } from '../core/session/session';
import { Icon } from '../ui/icon/icon';
import { Countdown } from '../ui/time/countdown';
import { Ticker } from '../ui/time/ticker';
import { type LoginView, loginViewOf, readLogin, reasonWords } from './login-view';
import { PasswordField } from './password-field';

/** The sign-in page. */
@Component({
  selector: 'app-login',
  imports: [AsyncPipe, Countdown, Icon, PasswordField],
  host: { class: 'grid min-h-dvh place-items-center px-5 py-7' },
  template: `
    <main class="w-full max-w-79">
      <app-icon class="mark size-7.5" name="mark" />
      <h1 class="mt-3 text-xl font-semibold" tabindex="-1">Sign in to {{ serverName() }}</h1>
      <p class="text-muted">Homelab Control Plane</p>
      @if (view$ | async; as view) {
        <div role="alert">
          @if (view.status === 'refused') {
            <div class="note note-bad mt-4">
              <app-icon name="alert" />
              <div class="note-text">
                <b>{{ view.title }}</b>
                <p>{{ view.text }}</p>
              </div>
            </div>
          } @else if (view.status === 'paused') {
            <div class="note note-warn mt-4">
              <app-icon name="clock" />
              <div class="note-text">
                <b>Sign-in is paused</b>
                <p>Too many tries from this address did not match. Wait, then try again.</p>
              </div>
            </div>
          }
        </div>
        @if (why !== null && view.status === 'ready') {
          <div class="note mt-4">
            <app-icon name="clock" />
            <p class="note-text">{{ why }} Sign in to go on where you were.</p>
          </div>
        }
        <form novalidate (submit)="signIn($event)">
          <div class="mt-3.5">
            <label class="field-label" for="username">Name</label>
            <div class="field h-9" [class.field-bad]="view.status === 'incomplete' && view.username !== null">
              <app-icon name="user" />
              <input
                #nameField
                id="username"
                name="username"
                type="text"
                required
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby="username-hint"
                [attr.aria-invalid]="view.status === 'incomplete' && view.username !== null"
              />
            </div>
            <div id="username-hint">
              @if (view.status === 'incomplete' && view.username !== null) {
                <span class="hint hint-bad"><app-icon name="alert" />{{ view.username }}</span>
              }
            </div>
          </div>
          <app-password-field
            name="password"
            label="Password"
            autocomplete="current-password"
            [bad]="view.status === 'refused' && view.badPassword"
            [problem]="view.status === 'incomplete' ? view.password : null"
          />
          <label class="check mt-3 text-muted"
            ><input type="checkbox" name="keep" />Keep me signed in for 30 days</label
          >
          <button
            type="submit"
            class="btn btn-primary mt-4 h-9 w-full max-md:h-touch"
            [attr.aria-busy]="view.status === 'asking'"
            [attr.aria-disabled]="view.status === 'paused' ? true : null"
          >
            @if (view.status === 'asking') {
              <app-icon class="animate-spin" name="is-starting" />Signing in
            } @else if (view.status === 'paused') {
              Try again in <app-countdown [to]="view.until" />
            } @else {
              Sign in
            }
          </button>
        </form>
      }
      <p class="hint mt-4 block text-center">
        Forgotten your password? An admin can reset it on the server:
        <code class="text-muted">homelab user passwd NAME</code>
      </p>
    </main>
  `,
})
export class Login {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly ticker = inject(Ticker);
  private readonly query = inject(ActivatedRoute).snapshot.queryParamMap;
  protected readonly serverName = inject(ServerName).name;
  protected readonly why = reasonWords(this.query.get('why'));

  private readonly nameField = viewChild.required<ElementRef<HTMLInputElement>>('nameField');
  private readonly submits$ = new Subject<HTMLFormElement>();
  protected readonly view$: Observable<LoginView> = this.submits$.pipe(
    exhaustMap((form) => this.answer(form)),
    switchMap((view) => (view.status === 'paused' ? this.untilOver(view) : of(view))),
    startWith<LoginView>({ status: 'ready' }),
  );

  constructor() {
    afterNextRender({
      write: () => {
        // On a phone the keyboard would cover half the page before one has read it.
        if (matchMedia('(hover: hover)').matches) this.nameField().nativeElement.focus();
      },
    });
  }

  protected signIn(event: SubmitEvent): void {
    event.preventDefault();
    this.submits$.next(event.target as HTMLFormElement);
  }

  private answer(form: HTMLFormElement): Observable<LoginView> {
    const read = readLogin(new FormData(form));
    if ('status' in read) return of(read);
    return this.attempt(read).pipe(
      tap((view) => {
        if (view.status === 'refused' && view.badPassword)
          form.querySelector<HTMLInputElement>('input[name=password]')?.select();
      }),
    );
  }

  private attempt(request: LoginRequest): Observable<LoginView> {
    return concat(
      of<LoginView>({ status: 'asking' }),
      this.session.login(request).pipe(
        tap(() => void this.router.navigateByUrl(returnPathOf(this.query.get('from')), { replaceUrl: true })),
        ignoreElements(),
        catchError((error: unknown) => of(loginViewOf(failureOf(error), this.ticker.read()))),
      ),
    );
  }

  private untilOver(view: Extract<LoginView, { status: 'paused' }>): Observable<LoginView> {
    return timer(view.until - this.ticker.read()).pipe(
      switchMap(() => of<LoginView>({ status: 'ready' })),
      startWith(view),
    );
  }
}
