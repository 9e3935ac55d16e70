import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { SwipeDown } from '../../ui/overlay/swipe-down';
import { fromLocal, type GivenRange, problemOf, toLocal } from './local-moment';

export interface RangeFormData {
  /** What the fields begin with. */
  readonly range: GivenRange;
  /** Whether it is set already, and can be taken away. */
  readonly isSet: boolean;
}

/** Both ends of a window, to the minute, in the zone of whoever looks. Closes with null to take it away. */
@Component({
  selector: 'app-range-form',
  hostDirectives: [SwipeDown],
  host: { class: 'block' },
  templateUrl: './range-form.html',
})
export class RangeForm {
  protected readonly data = inject<RangeFormData>(DIALOG_DATA);
  private readonly dialog = inject<DialogRef<GivenRange | null>>(DialogRef);

  protected readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  protected readonly problem = signal<string | null>(null);
  protected readonly local = toLocal;

  protected apply(event: Event, from: HTMLInputElement, to: HTMLInputElement): void {
    event.preventDefault();
    const { range } = this.data;
    const given = { from: fromLocal(from.value, range.from), to: fromLocal(to.value, range.to) };
    const isHalfTyped = from.validity.badInput || to.validity.badInput;
    this.problem.set(isHalfTyped ? 'Give the day and the time, or nothing.' : problemOf(given));
    if (this.problem() === null) this.dialog.close(given);
    else (given.from === null ? from : to).focus();
  }

  /** Seconds are shown where there are any: a field of minutes would refuse them. */
  protected step(iso: string | null): number {
    return iso !== null && new Date(iso).getSeconds() !== 0 ? 1 : 60;
  }

  protected remove(): void {
    this.dialog.close(null);
  }

  protected cancel(): void {
    this.dialog.close();
  }
}
