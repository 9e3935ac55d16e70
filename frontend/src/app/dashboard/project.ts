import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { combineLatest, map } from 'rxjs';
import { NO_PROJECT, type Service } from '#shared/service';
import { HeadActions } from '../core/commands/head-actions';
import type { Target } from '../core/commands/target';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { projectTitle } from '../core/directory/service-key';
import { Failed } from '../core/failed/failed';
import { Empty } from '../ui/empty/empty';
import { DirectoryPage } from './directory-page';
import { DirectoryPanel } from './directory-panel';
import { NotKnown } from './not-known';
import { QueryState } from './query-state';

/** One compose project: its services, as the overview shows them. */
@Component({
  selector: 'app-project',
  imports: [AsyncPipe, DirectoryPanel, Empty, Failed, HeadActions, NotKnown, RouterLink],
  providers: [DirectoryPage, QueryState],
  template: `
    @if (view$ | async; as view) {
      @if (view.page.status === 'failed') {
        <app-failed
          title="The services did not load"
          [text]="view.page.refusal.message + ' Your filters are kept.'"
          [details]="view.page.refusal"
          (again)="page.askAgain()"
        />
      } @else if (view.page.status === 'unknown') {
        <app-not-known />
      } @else if (view.page.status === 'shown' && view.page.directory.total === 0) {
        <section class="panel">
          <app-empty icon="projects" [title]="'There is no project “' + view.title + '”'">
            The engine has no container of this name, running or stopped. It may have been removed, or the
            address has a slip.
            <a action class="btn" routerLink="/">Go to the overview</a>
          </app-empty>
        </section>
      } @else {
        @if (view.target; as target) {
          <header class="head items-center">
            <p class="min-w-0 flex-1 text-muted max-md:hidden">{{ view.summary }}</p>
            <app-head-actions [target]="target" />
          </header>
        }
        <app-directory-panel
          [project]="view.title"
          [query]="view.page.query"
          [view]="view.page.status === 'shown' ? view.page.directory : null"
          [asOf]="view.page.status === 'shown' ? view.page.asOf : null"
          (typed)="page.type($event)"
          (filtered)="page.filter($event)"
          (sorted)="page.sort($event)"
          (cleared)="page.clear()"
          (chosen)="page.choose($event)"
          (held)="page.hold($event)"
          (more)="page.drawMore()"
        />
      }
    }
  `,
})
export class Project {
  protected readonly page = inject(DirectoryPage);
  private readonly project$ = inject(ActivatedRoute).paramMap.pipe(
    map((params) => params.get('project') ?? ''),
  );
  protected readonly view$ = combineLatest({
    project: this.project$,
    page: this.page.view(this.project$),
    watched: inject(DirectoryFeed).directory$,
  }).pipe(
    map(({ project, page, watched }) => ({
      title: projectTitle(project),
      page,
      ...actedOn(project, watched.status === 'known' ? [...watched.value.services.values()] : []),
    })),
  );
}

/** What the actions in the head are about. Containers outside compose are no project one could act on. */
function actedOn(
  project: string,
  all: readonly Service[],
): { readonly target: Target | null; readonly summary: string } {
  const services = all.filter((service) => service.project === project);
  if (project === NO_PROJECT || services.length === 0) return { target: null, summary: '' };
  const containers = services.flatMap((service) => service.containers);
  const running = containers.filter(({ state }) => state === 'running').length;
  return {
    target: { kind: 'project', project, services },
    summary: `${running} of ${containers.length} ${containers.length === 1 ? 'container runs' : 'containers run'}`,
  };
}
