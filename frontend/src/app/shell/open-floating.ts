import { Dialog, type DialogConfig } from '@angular/cdk/dialog';
import {
  type ConnectedPosition,
  createFlexibleConnectedPositionStrategy,
  createGlobalPositionStrategy,
} from '@angular/cdk/overlay';
import type { ElementRef, Injector, Type } from '@angular/core';
import { AccountMenu } from './account-menu';
import { FLOATING_ACTIONS, type FloatingActions } from './floating-actions';
import { KeysDialog } from './keys-dialog';
import { Palette } from './palette/palette';
import { ProjectsMenu } from './projects-menu';
import { RunningMenu } from './running-menu';
import { StillPage } from '../ui/overlay/still-page';

export function closeAll(injector: Injector): void {
  injector.get(Dialog).closeAll();
}

export function openPalette(injector: Injector): void {
  open(injector, Palette, {
    ariaLabel: 'Search or run a command',
    width: 'min(40rem, calc(100vw - 2rem))',
    maxHeight: 'min(30rem, calc(100dvh - 2rem))',
    positionStrategy: createGlobalPositionStrategy(injector).centerHorizontally().top('min(14dvh, 8rem)'),
  });
}

export function openKeys(injector: Injector): void {
  open(injector, KeysDialog, {
    ariaLabelledBy: 'keys-title',
    width: 'min(28rem, calc(100vw - 2rem))',
    maxHeight: 'calc(100dvh - 2rem)',
  });
}

export function openAccount(injector: Injector, beside?: ElementRef<HTMLElement>): void {
  openPanel(injector, AccountMenu, 'Account', beside);
}

export function openProjects(injector: Injector, beside?: ElementRef<HTMLElement>): void {
  openPanel(injector, ProjectsMenu, 'Projects', beside);
}

export function openRunning(injector: Injector, beside?: ElementRef<HTMLElement>): void {
  openPanel(injector, RunningMenu, 'Operations under way', beside, BELOW);
}

/** Under what was pressed, its right edge with that of the panel. */
const BELOW: ConnectedPosition[] = [
  { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 6 },
];

/** Up and to the right of what was pressed, or wherever there is room. */
const BESIDE: ConnectedPosition[] = [
  { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -6 },
  { originX: 'end', originY: 'top', overlayX: 'start', overlayY: 'top', offsetX: 8 },
  { originX: 'end', originY: 'bottom', overlayX: 'start', overlayY: 'bottom', offsetX: 8 },
];

function openPanel(
  injector: Injector,
  panel: Type<unknown>,
  label: string,
  beside?: ElementRef<HTMLElement>,
  positions: ConnectedPosition[] = BESIDE,
): void {
  if (beside === undefined) {
    open(injector, panel, {
      ariaLabel: label,
      width: '100%',
      maxHeight: '85dvh',
      panelClass: 'sheet',
      positionStrategy: createGlobalPositionStrategy(injector).bottom('0').left('0'),
    });
    return;
  }
  open(injector, panel, {
    ariaLabel: label,
    panelClass: 'menu',
    backdropClass: 'cdk-overlay-transparent-backdrop',
    positionStrategy: createFlexibleConnectedPositionStrategy(injector, beside)
      .withPositions(positions)
      .withViewportMargin(8),
  });
}

type Placement = Partial<
  Pick<
    DialogConfig,
    | 'ariaLabel'
    | 'ariaLabelledBy'
    | 'width'
    | 'maxHeight'
    | 'panelClass'
    | 'backdropClass'
    | 'positionStrategy'
  >
>;

/** One of them at a time: what is opened takes the place of what was. */
function open(injector: Injector, component: Type<unknown>, config: Placement): void {
  closeAll(injector);
  const actions: FloatingActions = {
    showKeys: () => {
      openKeys(injector);
    },
    showPalette: () => {
      openPalette(injector);
    },
    showProjects: () => {
      openProjects(injector);
    },
  };
  injector.get(Dialog).open(component, {
    backdropClass: 'backdrop',
    scrollStrategy: new StillPage(),
    providers: [{ provide: FLOATING_ACTIONS, useValue: actions }],
    ...config,
  });
}
