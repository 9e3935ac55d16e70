import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import type { Injector } from '@angular/core';
import type { Observable } from 'rxjs';
import { StillPage } from '../../ui/overlay/still-page';
import { DRAWER_ID, OperationDrawer } from './operation-drawer';

/** A drawer that is open. */
export interface OpenDrawer {
  /** Emits when it is closed. */
  readonly closed$: Observable<unknown>;
  close(): void;
}

/** @param id$ the operation that is shown; a new one takes the place of the one before */
export function openOperationDrawer(injector: Injector, id$: Observable<string>): OpenDrawer {
  const drawer = injector.get(Dialog).open(OperationDrawer, {
    ariaLabelledBy: 'operation-title',
    autoFocus: 'first-heading',
    panelClass: 'drawer-pane',
    backdropClass: 'backdrop',
    scrollStrategy: new StillPage(),
    positionStrategy: createGlobalPositionStrategy(injector).top('0').right('0'),
    providers: [{ provide: DRAWER_ID, useValue: id$ }],
  });
  return {
    closed$: drawer.closed,
    close: () => {
      drawer.close();
    },
  };
}
