import { Component, computed, inject, Injector, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Icon } from '../../ui/icon/icon';
import type { KeyId } from '../keyboard/key-map';
import { OnKeys } from '../keyboard/on-keys';
import { Trouble } from '../navigation/trouble';
import { OperationAddress } from '../operations/operation-address';
import { commandWordsOf } from '../operations/operation-words';
import { Actions } from './actions';
import { CommandRuns } from './command-runs';
import { allowed, type Offer, offersFor } from './offers';
import { type Target, targetKeyOf, targetNameOf } from './target';

/** Beside the first, which is a split button with the rest. */
const SHOWN: readonly string[] = ['service.start', 'service.stop', 'compose.pull', 'compose.stop'];
const FIRST: readonly string[] = ['service.restart', 'service.start', 'compose.up'];

/** The actions in the head of a page, and their keys. Nothing for whoever may do nothing. */
@Component({
  selector: 'app-head-actions',
  imports: [Icon, OnKeys],
  host: { class: 'head-actions' },
  template: `
    <span hidden [appOnKeys]="keys" (keyPressed)="pressKey($event)"></span>
    @if (running(); as id) {
      <button type="button" class="btn btn-ghost" (click)="open(id)">
        <app-icon class="animate-spin" name="is-starting" />Show operation
      </button>
    }
    @for (offer of beside(); track offer.command.id) {
      <button
        type="button"
        class="btn"
        [title]="offer.blocked?.reason ?? ''"
        [attr.aria-disabled]="offer.blocked ? 'true' : null"
        [attr.aria-busy]="isPending(offer)"
        (click)="press(offer)"
      >
        <app-icon
          [class.animate-spin]="isPending(offer)"
          [name]="isPending(offer) ? 'is-starting' : offer.icon"
        />
        {{ isPending(offer) ? doing(offer) : offer.text }}
        @if (offer.blocked; as blocked) {
          <span class="sr-only">, off: {{ blocked.reason }}</span>
        }
      </button>
    }
    @if (first(); as offer) {
      <span class="split">
        <button
          type="button"
          class="btn btn-primary"
          [title]="offer.blocked?.reason ?? ''"
          [attr.aria-disabled]="offer.blocked ? 'true' : null"
          [attr.aria-busy]="isPending(offer)"
          [attr.aria-keyshortcuts]="offer.key?.cap"
          (click)="press(offer)"
        >
          <app-icon
            [class.animate-spin]="isPending(offer)"
            [name]="isPending(offer) ? 'is-starting' : offer.icon"
          />
          {{ isPending(offer) ? doing(offer) : offer.text }}
          @if (offer.blocked; as blocked) {
            <span class="sr-only">, off: {{ blocked.reason }}</span>
          }
        </button>
        <button
          #more
          type="button"
          class="btn btn-primary"
          aria-haspopup="menu"
          [attr.aria-label]="'More actions on ' + name()"
          title="More actions"
          (click)="openMenu(more)"
        >
          <app-icon name="down" />
        </button>
      </span>
    }
  `,
})
export class HeadActions {
  readonly target = input.required<Target>();

  private readonly injector = inject(Injector);
  private readonly runs = inject(CommandRuns);
  private readonly trouble = inject(Trouble);
  private readonly address = inject(OperationAddress);
  private readonly context = toSignal(inject(Actions).context$);

  protected readonly keys: readonly KeyId[] = ['restart', 'update'];
  protected readonly name = computed(() => targetNameOf(this.target()));
  protected readonly offers = computed(() => {
    const context = this.context();
    return context === undefined ? [] : allowed(offersFor(this.target(), context));
  });
  protected readonly first = computed(
    () =>
      FIRST.flatMap((id) => this.offers().find(({ command }) => command.id === id) ?? [])[0] ??
      this.offers()[0],
  );
  protected readonly beside = computed(() =>
    this.offers().filter((offer) => SHOWN.includes(offer.command.id) && offer !== this.first()),
  );
  /** The operation that keeps the others away, if one does. */
  protected readonly running = computed(
    () =>
      this.offers().find(({ blocked }) => (blocked?.operationId ?? null) !== null)?.blocked?.operationId ??
      null,
  );

  protected isPending({ command, target }: Offer): boolean {
    const key = targetKeyOf(target);
    return this.context()?.pending.some((run) => run.command === command.id && run.target === key) ?? false;
  }

  protected doing({ command }: Offer): string {
    return commandWordsOf(command.id, command.title).doing;
  }

  protected press(offer: Offer): void {
    this.runs.press(offer);
  }

  protected pressKey(id: KeyId): void {
    const offer = this.offers().find(({ key }) => key?.id === id);
    if (offer !== undefined) this.runs.press(offer);
  }

  protected open(id: string): void {
    void this.address.open(id);
  }

  protected openMenu(beside: HTMLElement): void {
    void this.trouble
      .load(async () => import('./open-actions-menu'))
      .then((part) => {
        part?.openActionsMenu(this.injector, this.target(), beside);
      });
  }
}
