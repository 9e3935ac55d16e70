import { Dialog } from '@angular/cdk/dialog';
import {
  type ConnectedPosition,
  createFlexibleConnectedPositionStrategy,
  createGlobalPositionStrategy,
} from '@angular/cdk/overlay';
import type { Injector } from '@angular/core';
import { StillPage } from '../../ui/overlay/still-page';
import { ActionsMenu, MENU_TARGET } from './actions-menu';
import { type Target, targetNameOf } from './target';

/** Below what was pressed, or above it. */
const POSITIONS: ConnectedPosition[] = [
  { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
  { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -4 },
];

const PHONE = '(width < 48rem)';

/** A menu beside what was pressed; on a phone a sheet from below. */
export function openActionsMenu(injector: Injector, target: Target, beside: HTMLElement): void {
  const common = {
    ariaLabel: `Actions on ${targetNameOf(target)}`,
    scrollStrategy: new StillPage(),
    providers: [{ provide: MENU_TARGET, useValue: target }],
  };
  const dialog = injector.get(Dialog);
  if (matchMedia(PHONE).matches) {
    dialog.open(ActionsMenu, {
      ...common,
      width: '100%',
      maxHeight: '85dvh',
      panelClass: 'sheet',
      backdropClass: 'backdrop',
      positionStrategy: createGlobalPositionStrategy(injector).bottom('0').left('0'),
    });
    return;
  }
  dialog.open(ActionsMenu, {
    ...common,
    panelClass: 'menu',
    backdropClass: 'cdk-overlay-transparent-backdrop',
    positionStrategy: createFlexibleConnectedPositionStrategy(injector, beside)
      .withPositions(POSITIONS)
      .withViewportMargin(8),
  });
}
