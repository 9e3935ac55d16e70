import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject, InjectionToken, type Signal } from '@angular/core';
import type { Change, Lens } from '#shared/change';
import { SwipeDown } from '../../ui/overlay/swipe-down';
import { ChangeDetail } from './change-detail';

/** What a sheet shows, as it stands on the page behind it. */
export interface SheetContent {
  readonly change: Signal<Change | null>;
  readonly lens: Signal<Lens | null>;
  readonly ofService: Signal<boolean>;
  choose(id: string): void;
}

export const SHEET_CONTENT = new InjectionToken<SheetContent>('SHEET_CONTENT');

/** One change over the list, where there is no room beside it. */
@Component({
  selector: 'app-change-sheet',
  imports: [ChangeDetail],
  host: { class: 'block' },
  hostDirectives: [SwipeDown],
  template: `
    @if (content.change(); as change) {
      <app-change-detail
        [change]="change"
        [lens]="content.lens()"
        [ofService]="content.ofService()"
        (closed)="close()"
        (chosen)="content.choose($event)"
      />
    }
  `,
})
export class ChangeSheet {
  private readonly dialog = inject(DialogRef);
  protected readonly content = inject(SHEET_CONTENT);

  protected close(): void {
    this.dialog.close();
  }
}
