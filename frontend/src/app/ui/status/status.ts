import { Component, input } from '@angular/core';
import { Icon } from '../icon/icon';
import type { IconName } from '../icon/icons';

/** What a state means for the person looking, as a colour says it after shape and word. */
export type Tone = 'ok' | 'warn' | 'bad' | 'accent' | 'off';

/** How a state is shown: shape, then word, then colour. */
export interface StatusLook {
  readonly glyph: IconName;
  readonly word: string;
  readonly tone: Tone;
}

/** Glyph and word of a state; what belongs to it (`31 d`, `was healthy`) goes inside. */
@Component({
  selector: 'app-status',
  imports: [Icon],
  host: { '[class]': '"status tone-" + look().tone' },
  template: `
    <app-icon class="glyph" [class.animate-spin]="look().glyph === 'is-starting'" [name]="look().glyph" />
    <span
      >{{ look().word }} <small><ng-content /></small
    ></span>
  `,
})
export class Status {
  readonly look = input.required<StatusLook>();
}
