import { DialogRef } from '@angular/cdk/dialog';
import { CdkMenu, CdkMenuItem } from '@angular/cdk/menu';
import { AsyncPipe } from '@angular/common';
import { Component, inject, InjectionToken } from '@angular/core';
import { map } from 'rxjs';
import { Icon } from '../../ui/icon/icon';
import { SwipeDown } from '../../ui/overlay/swipe-down';
import { OperationAddress } from '../operations/operation-address';
import { Actions } from './actions';
import { CommandRuns } from './command-runs';
import { type Offer, offersFor } from './offers';
import { type Target, targetNameOf } from './target';

/** What a menu is about. */
export const MENU_TARGET = new InjectionToken<Target>('MENU_TARGET');

/** Everything that can be done to a target; what this person may not do stands there with the reason. */
@Component({
  selector: 'app-actions-menu',
  imports: [AsyncPipe, CdkMenu, CdkMenuItem, Icon],
  hostDirectives: [SwipeDown],
  host: { class: 'block' },
  template: `
    <div cdkMenu [attr.aria-label]="'Actions on ' + name">
      @for (offer of offers$ | async; track offer.command.id) {
        @let reason = offer.locked ?? offer.blocked?.reason;
        <button
          type="button"
          cdkMenuItem
          class="menu-item"
          [class.menu-item-off]="reason !== undefined"
          [attr.aria-disabled]="reason === undefined ? null : 'true'"
          (cdkMenuItemTriggered)="choose(offer)"
        >
          <app-icon [name]="offer.locked ? 'lock' : offer.icon" />
          <span>
            {{ offer.text }}
            @if (reason) {
              <small>{{ reason }}</small>
            }
          </span>
          @if (offer.key && !reason) {
            <kbd aria-hidden="true">{{ offer.key.cap }}</kbd>
          }
        </button>
        @if (offer.locked === null && offer.blocked?.operationId; as id) {
          <button type="button" cdkMenuItem class="menu-item" (cdkMenuItemTriggered)="open(id)">
            <app-icon name="operations" />Open the operation
          </button>
        }
      }
    </div>
  `,
})
export class ActionsMenu {
  private readonly dialog = inject(DialogRef);
  private readonly runs = inject(CommandRuns);
  private readonly address = inject(OperationAddress);
  private readonly target = inject(MENU_TARGET);

  protected readonly name = targetNameOf(this.target);
  protected readonly offers$ = inject(Actions).context$.pipe(
    map((context) => offersFor(this.target, context)),
  );

  protected choose(offer: Offer): void {
    if (offer.locked !== null || offer.blocked !== null) return;
    this.dialog.close();
    this.runs.press(offer);
  }

  protected open(id: string): void {
    this.dialog.close();
    void this.address.open(id);
  }
}
