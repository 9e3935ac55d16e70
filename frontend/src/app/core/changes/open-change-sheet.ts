import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import type { Injector } from '@angular/core';
import { Observable } from 'rxjs';
import { StillPage } from '../../ui/overlay/still-page';
import { ChangeSheet, SHEET_CONTENT, type SheetContent } from './change-sheet';

/** Opens a sheet from below for as long as it is subscribed to. Emits when the person closes it. */
export function changeSheet(injector: Injector, content: SheetContent): Observable<void> {
  return new Observable((subscriber) => {
    const sheet = injector.get(Dialog).open(ChangeSheet, {
      ariaLabelledBy: 'change-title',
      autoFocus: 'first-heading',
      width: '100%',
      maxHeight: '85dvh',
      panelClass: ['sheet', 'sheet-detail'],
      backdropClass: 'backdrop',
      scrollStrategy: new StillPage(),
      positionStrategy: createGlobalPositionStrategy(injector).bottom('0').left('0'),
      // Back changes the address, and the sheet with it.
      closeOnNavigation: false,
      providers: [{ provide: SHEET_CONTENT, useValue: content }],
    });
    const closed = sheet.closed.subscribe(() => {
      subscriber.next();
    });
    return () => {
      closed.unsubscribe();
      sheet.close();
    };
  });
}
