import { Component, computed, ElementRef, inject, input, output } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { map } from 'rxjs';
import type { CurrentUser } from '#shared/auth';
import { roleIncludes } from '#shared/role';
import type { ProjectSummary } from '../core/directory/project-summary';
import { OperationsFeed } from '../core/operations/operations-feed';
import { ServerName } from '../core/server/server-name';
import { Icon } from '../ui/icon/icon';
import { ProjectLink } from './project-link';
import { ThemeSwitch } from './theme-switch';
import type { Place } from './trail';

/** The way around. Under 1360 px a rail of icons, which shows the projects in a panel of their own. */
@Component({
  selector: 'app-sidebar',
  imports: [Icon, ProjectLink, RouterLink, ThemeSwitch],
  host: { class: 'contents' },
  template: `
    <aside class="side" aria-label="Sidebar">
      <a class="brand" routerLink="/" [title]="serverName() + ', Homelab Control Plane'">
        <app-icon class="mark" name="mark" />
        <span class="side-label min-w-0"
          ><b>{{ serverName() }}</b
          ><small>Homelab Control Plane</small></span
        >
      </a>
      <nav class="grid gap-px" aria-label="Main">
        <a
          class="side-link"
          routerLink="/"
          title="Overview"
          [attr.aria-current]="isOverview() ? 'page' : null"
        >
          <app-icon name="overview" /><span class="side-label">Overview</span
          ><kbd aria-hidden="true">G O</kbd>
        </a>
        <a
          class="side-link"
          routerLink="/operations"
          title="Operations"
          [attr.aria-current]="place().area === 'operations' ? 'page' : null"
        >
          <app-icon name="operations" /><span class="side-label">Operations</span>
          @if (running(); as count) {
            <small class="side-count side-live">{{ count }} running</small>
          } @else {
            <kbd aria-hidden="true">G P</kbd>
          }
        </a>
        <a
          class="side-link"
          routerLink="/changes"
          title="Changes"
          [attr.aria-current]="place().area === 'changes' ? 'page' : null"
        >
          <app-icon name="changes" /><span class="side-label">Changes</span><kbd aria-hidden="true">G C</kbd>
        </a>
        <button
          type="button"
          class="side-link only-rail"
          title="Projects"
          aria-haspopup="dialog"
          (click)="openProjects.emit(anchorOf($event))"
        >
          <app-icon name="projects" /><span class="side-label">Projects</span>
        </button>
      </nav>
      @if (projects().length > 0) {
        <nav class="not-rail mt-5 pb-3" aria-labelledby="projects-title">
          <h2 class="side-title" id="projects-title">Projects</h2>
          <ul class="grid gap-px">
            @for (project of projects(); track project.project) {
              <li><app-project-link [project]="project" [current]="currentOf(project.project)" /></li>
            }
          </ul>
        </nav>
      }
      <div class="side-foot">
        @if (isAdmin()) {
          <a
            class="side-link basis-full"
            routerLink="/settings"
            title="Settings"
            [attr.aria-current]="place().area === 'settings' ? 'page' : null"
          >
            <app-icon name="settings" /><span class="side-label">Settings</span
            ><kbd aria-hidden="true">G S</kbd>
          </a>
        }
        <button
          type="button"
          class="me"
          title="Account"
          aria-haspopup="dialog"
          (click)="openAccount.emit(anchorOf($event))"
        >
          <span class="avatar" aria-hidden="true">{{ user().username.charAt(0) }}</span>
          <span class="side-label min-w-0"
            ><b>{{ user().username }}</b
            ><small>{{ roleWord() }}</small></span
          >
        </button>
        <app-theme-switch class="not-rail" />
      </div>
    </aside>
  `,
})
export class Sidebar {
  readonly user = input.required<CurrentUser>();
  readonly projects = input.required<readonly ProjectSummary[]>();
  readonly place = input.required<Place>();
  /** What was pressed, for the panel to stand beside. */
  readonly openAccount = output<ElementRef<HTMLElement>>();
  readonly openProjects = output<ElementRef<HTMLElement>>();

  protected readonly serverName = inject(ServerName).name;
  protected readonly running = toSignal(inject(OperationsFeed).active$.pipe(map(({ length }) => length)));
  protected readonly isOverview = computed(() => this.place().area === 'overview');
  protected readonly isAdmin = computed(() => roleIncludes(this.user().role, 'admin'));
  protected readonly roleWord = computed(() => roleWordOf(this.user()));

  protected currentOf(project: string): 'page' | 'true' | null {
    if (this.place().project !== project) return null;
    return this.place().trail.length === 2 ? 'page' : 'true';
  }

  protected anchorOf(event: Event): ElementRef<HTMLElement> {
    return new ElementRef(event.currentTarget as HTMLElement);
  }
}

/** `Admin` */
export function roleWordOf({ role }: CurrentUser): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}
