import { Component, computed, inject, input, output } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { map } from 'rxjs';
import { OperationsFeed } from '../core/operations/operations-feed';
import { Icon } from '../ui/icon/icon';
import type { Place } from './trail';

/** The way around on a phone. */
@Component({
  selector: 'app-tab-bar',
  imports: [Icon, RouterLink],
  host: { class: 'contents' },
  template: `
    <nav class="tab-bar" aria-label="Main, on a phone">
      <a routerLink="/" [attr.aria-current]="isOverview() ? 'page' : null"
        ><app-icon name="overview" />Overview</a
      >
      <button
        type="button"
        aria-haspopup="dialog"
        [attr.aria-current]="place().project === null ? null : 'true'"
        (click)="openProjects.emit()"
      >
        <app-icon name="projects" />Projects
      </button>
      <a routerLink="/operations" [attr.aria-current]="place().area === 'operations' ? 'page' : null"
        ><app-icon name="operations" />Operations
        @if (running(); as count) {
          <i class="tab-dot"></i><span class="sr-only">, {{ count }} running</span>
        }
      </a>
      <button type="button" aria-haspopup="dialog" (click)="openSearch.emit()">
        <app-icon name="search" />Search
      </button>
      <button type="button" aria-haspopup="dialog" (click)="openAccount.emit()">
        <app-icon name="menu" />More
      </button>
    </nav>
  `,
})
export class TabBar {
  readonly place = input.required<Place>();
  readonly openProjects = output();
  readonly openSearch = output();
  readonly openAccount = output();

  protected readonly running = toSignal(inject(OperationsFeed).active$.pipe(map(({ length }) => length)));
  protected readonly isOverview = computed(() => this.place().area === 'overview');
}
