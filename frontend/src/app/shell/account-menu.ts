import { DialogRef } from '@angular/cdk/dialog';
import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { exhaustMap, ignoreElements, map, merge, Subject } from 'rxjs';
import { roleIncludes } from '#shared/role';
import { Session } from '../core/session/session';
import { Icon } from '../ui/icon/icon';
import { FLOATING_ACTIONS } from './floating-actions';
import { roleWordOf } from './sidebar';
import { SwipeDown } from '../ui/overlay/swipe-down';
import { ThemeSwitch } from './theme-switch';

/** Who one is here, and what one can set for oneself. */
@Component({
  selector: 'app-account-menu',
  imports: [AsyncPipe, Icon, RouterLink, ThemeSwitch],
  host: { class: 'grid gap-px p-1' },
  hostDirectives: [SwipeDown],
  template: `
    @if (user$ | async; as user) {
      <div class="flex items-center gap-3 border-b border-line px-2 pt-1 pb-2 2xl:hidden">
        <span class="avatar" aria-hidden="true">{{ user.username.charAt(0) }}</span>
        <span class="min-w-0 flex-1 leading-4">
          <b class="cut block">{{ user.username }}</b><small class="text-2xs text-subtle">{{
            roleWordOf(user)
          }}</small>
        </span>
        <app-theme-switch />
      </div>
    }
    <button type="button" class="menu-item md:hidden" aria-haspopup="dialog" (click)="showProjects()">
      <app-icon name="projects" />Projects
    </button>
    <button type="button" class="menu-item md:hidden" aria-haspopup="dialog" (click)="showPalette()">
      <app-icon name="search" />Search
    </button>
    @if (isAdmin$ | async) {
      <a class="menu-item md:hidden" routerLink="/settings" (click)="close()">
        <app-icon name="settings" />Settings
      </a>
    }
    <a class="menu-item" routerLink="/password" [queryParams]="{ from: here }" (click)="close()">
      <app-icon name="key" />Change password
    </a>
    <button type="button" class="menu-item" (click)="showKeys()">
      <app-icon name="keyboard" />Keyboard shortcuts<kbd>?</kbd>
    </button>
    <div class="menu-line"></div>
    <button type="button" class="menu-item" (click)="signOut$.next()">
      <app-icon name="sign-out" />Sign out
    </button>
  `,
})
export class AccountMenu {
  private readonly dialog = inject(DialogRef);
  private readonly actions = inject(FLOATING_ACTIONS);
  private readonly session = inject(Session);
  protected readonly here = inject(Router).url;
  protected readonly roleWordOf = roleWordOf;

  protected readonly isAdmin$ = this.session.user$.pipe(map(({ role }) => roleIncludes(role, 'admin')));
  protected readonly signOut$ = new Subject<void>();
  protected readonly user$ = merge(
    this.session.user$,
    this.signOut$.pipe(
      exhaustMap(() => this.session.logout()),
      ignoreElements(),
    ),
  );

  protected showProjects(): void {
    this.actions.showProjects();
  }

  protected showPalette(): void {
    this.actions.showPalette();
  }

  protected showKeys(): void {
    this.actions.showKeys();
  }

  protected close(): void {
    this.dialog.close();
  }
}
