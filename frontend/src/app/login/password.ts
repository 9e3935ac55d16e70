import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import {
  catchError,
  concat,
  exhaustMap,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  startWith,
  Subject,
  tap,
} from 'rxjs';
import { PASSWORD_MIN_LENGTH, type PasswordChangeRequest } from '#shared/auth';
import { failureOf } from '../core/http/failure';
import { returnPathOf } from '../core/session/return-path';
import { Session } from '../core/session/session';
import { Icon } from '../ui/icon/icon';
import { Toasts } from '../ui/toasts/toasts';
import { PasswordField } from './password-field';
import {
  EMPTY_PASSWORD_VIEW,
  passwordViewOf,
  type PasswordView,
  readPassword,
  type ReadPassword,
} from './password-view';

/** A new password: because one wants it, or because the old one was set by somebody else. */
@Component({
  selector: 'app-password',
  imports: [AsyncPipe, Icon, PasswordField, RouterLink],
  host: { class: 'grid min-h-dvh place-items-center px-5 py-7' },
  template: `
    <main class="w-full max-w-79">
      <app-icon class="mark size-7.5" name="mark" />
      @let forced = (forced$ | async) === true;
      <h1 class="mt-3 text-xl font-semibold" tabindex="-1">
        {{ forced ? 'Choose your own password' : 'Change your password' }}
      </h1>
      <p class="text-muted">
        {{
          forced
            ? 'Yours was set for you. Choose one only you know, then go on.'
            : 'Everywhere else you are signed in, you will be signed out.'
        }}
      </p>
      @if (view$ | async; as view) {
        <div role="alert">
          @if (view.general; as trouble) {
            <div class="note note-bad mt-4">
              <app-icon name="alert" />
              <div class="note-text">
                <b>{{ trouble.title }}</b>
                <p>{{ trouble.text }}</p>
              </div>
            </div>
          }
        </div>
        <form novalidate (submit)="change($event)">
          <!-- For password managers: whose password this is. -->
          <input
            class="hidden"
            type="text"
            name="username"
            autocomplete="username"
            [value]="(username$ | async) ?? ''"
          />
          <app-password-field
            name="current"
            label="Current password"
            autocomplete="current-password"
            [problem]="view.current"
          />
          <app-password-field
            name="next"
            label="New password"
            autocomplete="new-password"
            [problem]="view.next"
          >
            @if (view.next === null) {
              <span class="hint"
                >At least {{ minLength }} characters. A few words are better than a short riddle.</span
              >
            }
          </app-password-field>
          <app-password-field
            name="again"
            label="New password again"
            autocomplete="new-password"
            [problem]="view.again"
          />
          <button
            type="submit"
            class="btn btn-primary mt-5 h-9 w-full max-md:h-touch"
            [attr.aria-busy]="view.busy"
          >
            @if (view.busy) {
              <app-icon class="animate-spin" name="is-starting" />Changing password
            } @else {
              Change password
            }
          </button>
        </form>
      }
      @if (forced) {
        <button type="button" class="btn btn-ghost mt-2 h-9 w-full" (click)="signOut$.next()">
          Sign out
        </button>
      } @else {
        <a class="btn btn-ghost mt-2 h-9 w-full" [routerLink]="back">Cancel</a>
      }
    </main>
  `,
})
export class Password {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly back = inject(Router).parseUrl(
    returnPathOf(inject(ActivatedRoute).snapshot.queryParamMap.get('from')),
  );
  protected readonly minLength = PASSWORD_MIN_LENGTH;

  protected readonly signOut$ = new Subject<void>();
  private readonly submits$ = new Subject<ReadPassword>();

  protected readonly forced$ = this.session.mustChangePassword$;
  protected readonly username$ = this.session.user$.pipe(map(({ username }) => username));
  protected readonly view$: Observable<PasswordView> = merge(
    this.submits$.pipe(
      exhaustMap(({ request, view }) => (request === null ? of(view) : this.attempt(request))),
    ),
    this.signOut$.pipe(
      exhaustMap(() => this.session.logout()),
      ignoreElements(),
    ),
  ).pipe(startWith(EMPTY_PASSWORD_VIEW));

  protected change(event: SubmitEvent): void {
    event.preventDefault();
    this.submits$.next(readPassword(new FormData(event.target as HTMLFormElement)));
  }

  private attempt(request: PasswordChangeRequest): Observable<PasswordView> {
    return concat(
      of({ ...EMPTY_PASSWORD_VIEW, busy: true }),
      this.session.changePassword(request).pipe(
        tap(() => {
          void this.router.navigateByUrl(this.back, { replaceUrl: true });
          void this.toasts.show({
            glyph: 'is-ok',
            tone: 'ok',
            text: 'Password changed',
            note: 'Your other sessions were signed out.',
          });
        }),
        ignoreElements(),
        catchError((error: unknown) => of(passwordViewOf(failureOf(error)))),
      ),
    );
  }
}
