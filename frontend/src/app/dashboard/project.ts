import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { combineLatest, map } from 'rxjs';
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
  imports: [AsyncPipe, DirectoryPanel, Empty, Failed, NotKnown, RouterLink],
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
    title: this.project$.pipe(map(projectTitle)),
    page: this.page.view(this.project$),
  });
}
