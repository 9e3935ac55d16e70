import { Dialog } from '@angular/cdk/dialog';
import type { Injector } from '@angular/core';
import { StillPage } from '../../ui/overlay/still-page';
import { CommandDialog } from './command-dialog';
import { OFFER } from './dialog-offer';
import type { Offer } from './offers';

/** Asks what has to be asked before a command runs. */
export function openCommandDialog(injector: Injector, offer: Offer): void {
  injector.get(Dialog).open(CommandDialog, {
    ariaLabelledBy: 'command-title',
    width: 'min(28rem, calc(100vw - 2rem))',
    maxHeight: 'calc(100dvh - 2rem)',
    backdropClass: 'backdrop',
    scrollStrategy: new StillPage(),
    providers: [{ provide: OFFER, useValue: offer }],
  });
}
