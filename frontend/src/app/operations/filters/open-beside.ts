import { Dialog, type DialogRef } from '@angular/cdk/dialog';
import {
  type ConnectedPosition,
  createFlexibleConnectedPositionStrategy,
  createGlobalPositionStrategy,
} from '@angular/cdk/overlay';
import type { Injector, Type } from '@angular/core';
import { StillPage } from '../../ui/overlay/still-page';

/** Below what was pressed, or above it. */
const POSITIONS: ConnectedPosition[] = [
  { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
  { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
  { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4 },
];

const PHONE = '(width < 48rem)';

export interface Floating<D> {
  readonly part: Type<unknown>;
  readonly data: D;
  readonly label: string;
}

/** A part of a filter beside what was pressed; on a phone a sheet from below. */
export function openBeside<R, D>(
  injector: Injector,
  { part, data, label }: Floating<D>,
  beside: HTMLElement,
): DialogRef<R> {
  const common = {
    ...{ data, ariaLabel: label, scrollStrategy: new StillPage() },
    autoFocus: '[data-first]',
  };
  const dialog = injector.get(Dialog);
  if (matchMedia(PHONE).matches)
    return dialog.open<R, D>(part, {
      ...common,
      width: '100%',
      maxHeight: '85dvh',
      panelClass: 'sheet',
      backdropClass: 'backdrop',
      positionStrategy: createGlobalPositionStrategy(injector).bottom('0').left('0'),
    });
  return dialog.open<R, D>(part, {
    ...common,
    panelClass: ['menu', 'filter-menu'],
    backdropClass: 'cdk-overlay-transparent-backdrop',
    positionStrategy: createFlexibleConnectedPositionStrategy(injector, beside)
      .withPositions(POSITIONS)
      .withViewportMargin(8),
  });
}
