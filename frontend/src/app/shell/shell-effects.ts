import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import {
  catchError,
  EMPTY,
  exhaustMap,
  filter,
  merge,
  type Observable,
  pairwise,
  tap,
  timer,
  withLatestFrom,
} from 'rxjs';
import { roleIncludes } from '#shared/role';
import { CommandRuns } from '../core/commands/command-runs';
import { failureOf } from '../core/http/failure';
import { Keys } from '../core/keyboard/keys';
import { PageFocus } from '../core/navigation/page-focus';
import { Drawers } from '../core/operations/drawers';
import { ResultToasts } from '../core/operations/result-toasts';
import { RealtimeClient } from '../core/realtime-client';
import { KeepAlive } from '../core/session/keep-alive';
import { Session } from '../core/session/session';
import { Toasts } from '../ui/toasts/toasts';
import { Floating } from './floating';

/** When the page is there and the browser has time. */
const PREPARE_AFTER_MS = 1_500;

/** What happens by itself while somebody is signed in, as one stream: it lives as long as the shell is shown. */
@Injectable({ providedIn: 'root' })
export class ShellEffects {
  private readonly session = inject(Session);
  private readonly realtime = inject(RealtimeClient);
  private readonly keys = inject(Keys);
  private readonly floating = inject(Floating);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  readonly all$: Observable<unknown> = merge(
    inject(KeepAlive).asked$,
    inject(PageFocus).moved$,
    inject(CommandRuns).done$,
    inject(Drawers).shown$,
    inject(ResultToasts).shown$,
    this.realtime.sessionEnded$.pipe(
      tap((reason) => {
        this.session.end(reason);
      }),
    ),
    this.checkSessionWhenCutOff(),
    this.tellWhenBack(),
    this.closeWhenOver(),
    this.prepare(),
    this.keys.on('palette').pipe(
      tap(() => {
        this.floating.openPalette();
      }),
    ),
    this.keys.on('help').pipe(
      tap(() => {
        this.floating.openKeys();
      }),
    ),
    this.keys.on('go-overview').pipe(tap(() => void this.router.navigate(['/']))),
    this.keys.on('go-changes').pipe(tap(() => void this.router.navigate(['/changes']))),
    this.goToSettings(),
    this.keys.on('go-operations').pipe(tap(() => void this.router.navigate(['/operations']))),
  );

  /** They are for admins; for anybody else the key does nothing. */
  private goToSettings(): Observable<unknown> {
    return this.keys.on('go-settings').pipe(
      withLatestFrom(this.session.user$),
      filter(([, { role }]) => roleIncludes(role, 'admin')),
      tap(() => void this.router.navigate(['/settings'])),
    );
  }

  /** A refused socket does not say why. If it was the session, the interceptor leads to the sign-in page. */
  private checkSessionWhenCutOff(): Observable<unknown> {
    return this.realtime.connection$.pipe(
      filter(({ status }) => status === 'waiting'),
      exhaustMap(() =>
        this.session.ask().pipe(
          catchError((error: unknown) => {
            failureOf(error);
            return EMPTY; // no server, no answer: the chip in the top bar says so
          }),
        ),
      ),
    );
  }

  /** The sign-in page must not stand behind a menu: whatever is behind one cannot be used. */
  private closeWhenOver(): Observable<unknown> {
    return this.session.over$.pipe(
      tap(() => {
        this.floating.closeAll();
      }),
    );
  }

  private prepare(): Observable<unknown> {
    return timer(PREPARE_AFTER_MS).pipe(
      tap(() => {
        this.floating.prepare();
        void this.toasts.prepare();
      }),
    );
  }

  private tellWhenBack(): Observable<unknown> {
    return this.realtime.connection$.pipe(
      filter(({ status }) => status !== 'connecting'),
      pairwise(),
      tap(([before, now]) => {
        if (before.status === 'open' && now.status === 'waiting') {
          void this.toasts.show({
            glyph: 'is-warn',
            tone: 'warn',
            text: 'Connection lost',
            note: 'It is tried again by itself.',
          });
        }
        if (before.status === 'waiting' && now.status === 'open') {
          void this.toasts.show({
            glyph: 'is-ok',
            tone: 'ok',
            text: 'Connected again',
            note: 'What you see is current.',
          });
        }
      }),
    );
  }
}
