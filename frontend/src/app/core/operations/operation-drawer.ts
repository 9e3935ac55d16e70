import { LiveAnnouncer } from '@angular/cdk/a11y';
import { DialogRef } from '@angular/cdk/dialog';
import { AsyncPipe } from '@angular/common';
import { Component, inject, InjectionToken, Injector } from '@angular/core';
import {
  connect,
  distinctUntilChanged,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  pairwise,
  switchMap,
  tap,
} from 'rxjs';
import { CopyButton } from '../../ui/copy/copy-button';
import { Empty } from '../../ui/empty/empty';
import { Icon } from '../../ui/icon/icon';
import { SwipeDown } from '../../ui/overlay/swipe-down';
import { duration } from '../../ui/time/format-time';
import { Moment } from '../../ui/time/moment';
import { Failed } from '../failed/failed';
import { wordsOf } from '../http/failure';
import { AroundLinks } from './around-links';
import { openCancelDialog } from './open-cancel-dialog';
import { OperationBody } from './operation-body';
import { OperationReader, type ReadOperation } from './operation-reader';
import type { OperationView } from './operation-view';
import { resultWordsOf } from './operation-words';
import { type ShownOperation, ShownOperations } from './shown-operations';

/** Which operation the drawer shows; another one may take its place. */
export const DRAWER_ID = new InjectionToken<Observable<string>>('DRAWER_ID');

/** One operation over the page: it goes on whether this is open or not. */
@Component({
  selector: 'app-operation-drawer',
  imports: [AroundLinks, AsyncPipe, CopyButton, Empty, Failed, Icon, Moment, OperationBody],
  hostDirectives: [SwipeDown],
  host: { class: 'drawer' },
  templateUrl: './operation-drawer.html',
})
export class OperationDrawer {
  private readonly dialog = inject(DialogRef);
  private readonly injector = inject(Injector);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly operations = inject(ShownOperations);
  protected readonly reader = inject(OperationReader);

  protected readonly view$: Observable<ShownOperation> = inject(DRAWER_ID).pipe(
    distinctUntilChanged(),
    switchMap((id) =>
      this.operations.of(id).pipe(connect((shared$) => merge(shared$, this.announceEnd(shared$)))),
    ),
  );

  protected readonly took = duration;

  protected words(read: ReadOperation): { readonly title: string; readonly text: string } {
    return read.status === 'failed' ? wordsOf(read.failure) : { title: '', text: '' };
  }

  protected linkTo(id: string): string {
    return `${location.origin}/operations?id=${encodeURIComponent(id)}`;
  }

  protected close(): void {
    this.dialog.close();
  }

  protected cancel(view: OperationView): void {
    openCancelDialog(this.injector, view);
  }

  private announceEnd(view$: Observable<ShownOperation>): Observable<never> {
    return view$.pipe(
      map(({ shown }) => shown),
      filter((shown) => shown !== null),
      distinctUntilChanged((a, b) => a.isOver === b.isOver),
      pairwise(),
      tap(([, { operation }]) => {
        const { text, note } = resultWordsOf(operation, null);
        void this.announcer.announce(note === null ? text : `${text}, ${note}`);
      }),
      ignoreElements(),
    );
  }
}
