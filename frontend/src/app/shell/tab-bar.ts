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
      <a routerLink="/changes" [attr.aria-current]="place().area === 'changes' ? 'page' : null"
        ><app-icon name="changes" />Changes</a
      >
      <a routerLink="/operations" [attr.aria-current]="place().area === 'operations' ? 'page' : null"
        ><app-icon name="operations" />Operations
        @if (running(); as count) {
          <i class="tab-dot"></i><span class="sr-only">, {{ count }} running</span>
        }
      </a>
      <button
        type="button"
        aria-haspopup="dialog"
        [attr.aria-current]="isInMore() ? 'true' : null"
        (click)="openMore.emit()"
      >
        <app-icon name="menu" />More
      </button>
    </nav>
  `,
})
export class TabBar {
  readonly place = input.required<Place>();
  readonly openMore = output();

  protected readonly running = toSignal(inject(OperationsFeed).active$.pipe(map(({ length }) => length)));
  protected readonly isOverview = computed(() => this.place().area === 'overview');
  /** What is reached through More: projects and their services, settings. */
  protected readonly isInMore = computed(() =>
    ['project', 'service', 'settings'].includes(this.place().area),
  );
}
