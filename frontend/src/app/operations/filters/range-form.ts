import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, type ElementRef, inject, signal, viewChildren } from '@angular/core';
import { SwipeDown } from '../../ui/overlay/swipe-down';
import {
  fromLocal,
  type GivenRange,
  type LocalMoment,
  problemOf,
  toLocal,
  type Unreadable,
} from './local-moment';

export interface RangeFormData {
  /** What the fields begin with. */
  readonly range: GivenRange;
  /** Whether it is set already, and can be taken away. */
  readonly isSet: boolean;
}

/** What is wrong, and where it can be put right: in one field, or in both of a side. */
interface Problem {
  readonly side: 'from' | 'to';
  readonly part: keyof LocalMoment | null;
  readonly text: string;
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
  private readonly fields = viewChildren<ElementRef<HTMLInputElement>>('field');

  protected readonly zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  protected readonly problem = signal<Problem | null>(null);
  protected readonly sides = [
    { side: 'from', title: 'From', ...toLocal(this.data.range.from) },
    { side: 'to', title: 'Until', ...toLocal(this.data.range.to) },
  ] as const;

  protected apply(event: Event): void {
    event.preventDefault();
    const [from, to] = [this.read('from'), this.read('to')];
    if (isUnreadable(from)) this.refuse({ side: 'from', part: from.part, text: from.problem });
    else if (isUnreadable(to)) this.refuse({ side: 'to', part: to.part, text: to.problem });
    else {
      const text = problemOf({ from, to });
      if (text === null) this.dialog.close({ from, to });
      else this.refuse({ side: from === null ? 'from' : 'to', part: null, text });
    }
  }

  protected isWrong(side: 'from' | 'to', part: keyof LocalMoment): boolean {
    const problem = this.problem();
    return problem?.side === side && (problem.part === null || problem.part === part);
  }

  protected remove(): void {
    this.dialog.close(null);
  }

  protected cancel(): void {
    this.dialog.close();
  }

  private read(side: 'from' | 'to'): string | null | Unreadable {
    const [day, time] = this.fieldsOf(side);
    if (day?.validity.badInput === true) return { problem: 'Give the whole date, or nothing.', part: 'day' };
    return fromLocal({ day: day?.value ?? '', time: time?.value ?? '' }, side, this.data.range[side]);
  }

  private refuse(problem: Problem): void {
    this.problem.set(problem);
    this.fieldsOf(problem.side)[problem.part === 'time' ? 1 : 0]?.focus();
  }

  /** The day and the time. */
  private fieldsOf(side: 'from' | 'to'): readonly HTMLInputElement[] {
    const all = this.fields().map(({ nativeElement }) => nativeElement);
    return side === 'from' ? all.slice(0, 2) : all.slice(2);
  }
}

function isUnreadable(given: string | null | Unreadable): given is Unreadable {
  return typeof given === 'object' && given !== null;
}
