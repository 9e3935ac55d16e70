import { DialogRef } from '@angular/cdk/dialog';
import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { combineLatest, map } from 'rxjs';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { summarizeProjects } from '../core/directory/project-summary';
import { ProjectLink } from './project-link';
import { SwipeDown } from '../ui/overlay/swipe-down';
import { placeOf } from './trail';

/** The projects, where the sidebar has no room for them. */
@Component({
  selector: 'app-projects-menu',
  imports: [AsyncPipe, ProjectLink],
  host: { class: 'grid gap-px p-1' },
  hostDirectives: [SwipeDown],
  template: `
    <h2 class="menu-title">Projects</h2>
    <ul>
      @for (project of projects$ | async; track project.project) {
        <li>
          <app-project-link
            [project]="project"
            [current]="project.project === here ? 'page' : null"
            (followed)="close()"
          />
        </li>
      } @empty {
        <li class="px-2 pb-2 text-muted">No compose projects yet.</li>
      }
    </ul>
  `,
})
export class ProjectsMenu {
  private readonly dialog = inject(DialogRef);
  private readonly feed = inject(DirectoryFeed);
  private readonly router = inject(Router);
  protected readonly here = placeOf(this.router.parseUrl(this.router.url)).project;

  protected readonly projects$ = combineLatest([this.feed.directory$, this.feed.freshness$]).pipe(
    map(([watched, { status }]) =>
      watched.status === 'known'
        ? summarizeProjects(watched.value.services.values(), status === 'stale')
        : [],
    ),
  );

  protected close(): void {
    this.dialog.close();
  }
}
