import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Freshness } from '../core/directory/freshness';
import type { Connection } from '../core/realtime/connection';
import { Icon } from '../ui/icon/icon';
import { FreshnessChip } from './freshness-chip';
import { RunningChip } from './running-chip';
import type { Place } from './trail';

/** The bar at the top: where one is, how fresh what one sees is, and the way to everything else. */
@Component({
  selector: 'app-top-bar',
  imports: [FreshnessChip, Icon, RouterLink, RunningChip],
  host: { class: 'contents' },
  template: `
    <header class="top">
      @if (up(); as step) {
        <a class="btn btn-ghost -ml-3 gap-1 px-2 text-fg md:hidden" [routerLink]="step.link">
          <app-icon name="left" />{{ step.text }}
        </a>
      } @else {
        <app-icon class="mark md:hidden" name="mark" />
      }
      <nav
        class="min-w-0"
        aria-label="Breadcrumb"
        [class.max-md:hidden]="up() !== null && place().hasOwnHeading"
      >
        <ol class="trail">
          @for (step of place().trail; track $index) {
            <li [class.max-md:hidden]="!$last" [attr.aria-current]="$last ? 'page' : null">
              @if (step.link; as link) {
                <a [routerLink]="link">{{ step.text }}</a>
                <app-icon name="right" />
              } @else if (place().hasOwnHeading) {
                <b>{{ step.text }}</b>
              } @else {
                <h1 tabindex="-1">{{ step.text }}</h1>
              }
            </li>
          }
        </ol>
      </nav>
      <app-freshness-chip
        [freshness]="freshness()"
        [connection]="connection()"
        [isFirst]="isFirst()"
        [engineName]="engineName()"
        (tryNow)="tryNow.emit()"
      />
      <span class="ml-auto"></span>
      <app-running-chip />
      <button
        type="button"
        class="search"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        (click)="openSearch.emit()"
      >
        <app-icon name="search" />
        <span class="flex-1 max-lg:sr-only">Search or run a command</span>
        <span aria-hidden="true"><kbd>Ctrl</kbd><kbd>K</kbd></span>
      </button>
    </header>
  `,
})
export class TopBar {
  readonly place = input.required<Place>();
  readonly freshness = input.required<Freshness>();
  readonly connection = input.required<Connection>();
  readonly isFirst = input.required<boolean>();
  readonly engineName = input.required<string | null>();
  readonly tryNow = output();
  readonly openSearch = output();

  /** The page above this one: on a phone, the way back. */
  protected readonly up = computed(() => this.place().trail.at(-2) ?? null);
}
