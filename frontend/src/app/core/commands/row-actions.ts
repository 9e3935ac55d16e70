import { Component, computed, inject, Injector, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Icon } from '../../ui/icon/icon';
import type { KeyId } from '../keyboard/key-map';
import { OnKeys } from '../keyboard/on-keys';
import { Trouble } from '../navigation/trouble';
import { Actions } from './actions';
import { CommandRuns } from './command-runs';
import { allowed, type Offer, offersFor } from './offers';
import { type Target, targetNameOf } from './target';

/** What is used most in a row, and the way to the rest. */
const QUICK = ['service.restart', 'service.start', 'compose.up'];

/** The actions on a row. Nothing for whoever may do nothing. */
@Component({
  selector: 'app-row-actions',
  imports: [Icon, OnKeys],
  host: { class: 'row-actions' },
  template: `
    <span hidden [appOnKeys]="keyed() ? keys : noKeys" (keyPressed)="pressKey($event)"></span>
    @if (offers().length > 0) {
      @if (quick(); as offer) {
        @let reason = offer.blocked?.reason;
        <button
          type="button"
          class="btn btn-ghost btn-icon btn-sm"
          [attr.aria-label]="offer.text + ' ' + name() + (reason ? ': ' + reason : '')"
          [title]="reason ?? offer.text"
          [attr.aria-disabled]="reason === undefined ? null : 'true'"
          (click)="press(offer)"
        >
          <app-icon [name]="offer.icon" />
        </button>
      }
      <button
        #more
        type="button"
        class="btn btn-ghost btn-icon btn-sm"
        aria-haspopup="menu"
        [attr.aria-label]="'Actions on ' + name()"
        title="Actions"
        (click)="openMenu(more)"
      >
        <app-icon name="more" />
      </button>
    }
  `,
})
export class RowActions {
  readonly target = input.required<Target>();
  /** The keys are about this row. */
  readonly keyed = input.required<boolean>();

  private readonly injector = inject(Injector);
  private readonly runs = inject(CommandRuns);
  private readonly trouble = inject(Trouble);
  private readonly context = toSignal(inject(Actions).context$);

  protected readonly keys: readonly KeyId[] = ['restart', 'update'];
  protected readonly noKeys: readonly KeyId[] = [];
  protected readonly name = computed(() => targetNameOf(this.target()));
  protected readonly offers = computed(() => {
    const context = this.context();
    return context === undefined ? [] : allowed(offersFor(this.target(), context));
  });
  protected readonly quick = computed(() => this.offers().find(({ command }) => QUICK.includes(command.id)));

  protected press(offer: Offer): void {
    this.runs.press(offer);
  }

  protected pressKey(id: KeyId): void {
    const offer = this.offers().find(({ key }) => key?.id === id);
    if (offer !== undefined) this.runs.press(offer);
  }

  protected openMenu(beside: HTMLElement): void {
    void this.trouble
      .load(async () => import('./open-actions-menu'))
      .then((part) => {
        part?.openActionsMenu(this.injector, this.target(), beside);
      });
  }
}
