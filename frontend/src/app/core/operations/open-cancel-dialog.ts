import { Dialog } from '@angular/cdk/dialog';
import type { Injector } from '@angular/core';
import type { Operation } from '#shared/operation';
import { StillPage } from '../../ui/overlay/still-page';
import { CancelDialog, TO_CANCEL } from './cancel-dialog';

export function openCancelDialog(
  injector: Injector,
  { operation, title }: { readonly operation: Operation; readonly title: string },
): void {
  injector.get(Dialog).open(CancelDialog, {
    ariaLabelledBy: 'cancel-title',
    width: 'min(28rem, calc(100vw - 2rem))',
    backdropClass: 'backdrop',
    scrollStrategy: new StillPage(),
    providers: [{ provide: TO_CANCEL, useValue: { operation, title } }],
  });
}
