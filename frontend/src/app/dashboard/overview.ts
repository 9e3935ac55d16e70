import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { of } from 'rxjs';
import { Failed } from '../core/failed/failed';
import { AttentionPanel } from './attention-panel';
import { DirectoryPage } from './directory-page';
import { DirectoryPanel } from './directory-panel';
import { NotKnown } from './not-known';
import { QueryState } from './query-state';

/** The first page: is anything wrong, and what runs? */
@Component({
  selector: 'app-overview',
  imports: [AsyncPipe, AttentionPanel, DirectoryPanel, Failed, NotKnown],
  providers: [DirectoryPage, QueryState],
  template: `
    @if (view$ | async; as view) {
      @if (view.status === 'failed') {
        <app-failed
          title="The services did not load"
          [text]="view.refusal.message + ' Your filters are kept.'"
          [details]="view.refusal"
          (again)="page.askAgain()"
        />
      } @else if (view.status === 'unknown') {
        <app-not-known />
      } @else {
        @if (view.status !== 'shown' || view.directory.total > 0) {
          <app-attention-panel [view]="view.status === 'shown' ? view.attention : { status: 'loading' }" />
        }
        <app-directory-panel
          [query]="view.query"
          [view]="view.status === 'shown' ? view.directory : null"
          [asOf]="view.status === 'shown' ? view.asOf : null"
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
export class Overview {
  protected readonly page = inject(DirectoryPage);
  protected readonly view$ = this.page.view(of(null));
}
