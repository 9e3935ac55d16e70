import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { combineLatest, map, shareReplay, Subject } from 'rxjs';
import { ChangeReader } from '../core/changes/change-reader';
import { ChangesPanel } from '../core/changes/changes-panel';
import { LensPanel } from '../core/changes/lens-panel';
import { TimelineSkeleton } from '../core/changes/timeline-skeleton';
import { Failed } from '../core/failed/failed';
import { type Failure, wordsOf } from '../core/http/failure';
import { Empty } from '../ui/empty/empty';
import { ServiceLive } from './service-live';

/** What happened to one service, for as long as it is known, live. */
@Component({
  selector: 'app-service-history',
  imports: [AsyncPipe, ChangesPanel, Empty, Failed, LensPanel, RouterLink, TimelineSkeleton],
  template: `
    @if (view$ | async; as view) {
      @if (view.list.cursor === undefined) {
        @if (view.list.failure; as failure) {
          <app-failed
            [title]="words(failure).title"
            [text]="words(failure).text"
            [details]="failure"
            (again)="loadOlder()"
          />
        } @else {
          <app-timeline-skeleton />
        }
      } @else {
        @if (view.lens; as lens) {
          <app-lens-panel [lens]="lens" (chosen)="choose($event)" />
        }
        <app-changes-panel
          [list]="view.list"
          [selectedId]="view.id"
          [selected]="view.selected"
          [lens]="view.selectedLens"
          [ofService]="true"
          (chosen)="choose($event)"
          (older)="loadOlder()"
        >
          <app-empty icon="clock" [title]="'Nothing has changed about ' + view.address.name + ' yet'">
            What is done to it here, what the engine reports and what it does by itself will be listed.
            <a action class="btn" routerLink="/changes">Show all changes</a>
          </app-empty>
        </app-changes-panel>
      }
    }
  `,
})
export class ServiceHistory {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly reader = inject(ChangeReader);
  private readonly address$ = inject(ServiceLive).address$;
  private readonly older$ = new Subject<void>();

  private readonly id$ = this.route.queryParamMap.pipe(map((params) => params.get('id')));

  private readonly list$ = this.reader
    .list(
      this.address$.pipe(
        map(({ key }) => ({
          ...{ service: key, kind: null, actor: null, lane: null },
          ...{ text: '', from: null, to: null },
        })),
      ),
      this.older$,
    )
    .pipe(shareReplay({ bufferSize: 1, refCount: true }));

  private readonly selected$ = this.reader
    .selected(this.id$, this.list$)
    .pipe(shareReplay({ bufferSize: 1, refCount: true }));

  protected readonly view$ = combineLatest({
    address: this.address$,
    id: this.id$,
    list: this.list$,
    lens: this.reader.newestLens(this.address$.pipe(map(({ key }) => key))),
    selected: this.selected$,
    selectedLens: this.reader.lensOf(this.selected$),
  });

  protected choose(id: string | null): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { id },
      queryParamsHandling: 'merge',
      replaceUrl: true,
      scroll: 'manual',
    });
  }

  protected loadOlder(): void {
    this.older$.next();
  }

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }
}
