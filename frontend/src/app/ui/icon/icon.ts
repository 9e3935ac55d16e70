import { Component, computed, input } from '@angular/core';
import { ICONS, type IconName, type IconShape } from './icons';

/** A picture beside a word. It says nothing by itself: what it means stands next to it. */
@Component({
  selector: 'app-icon',
  template: `
    <svg class="icon-svg" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      @for (shape of shapes(); track $index) {
        <path
          [attr.d]="shape.d"
          [attr.fill]="shape.fill ? 'currentColor' : null"
          [attr.stroke]="shape.fill ? 'none' : null"
          [attr.stroke-width]="shape.width"
          [attr.stroke-dasharray]="shape.dash"
          [attr.opacity]="shape.faint ? 0.32 : null"
          [class.icon-knockout]="shape.knockout"
        />
      }
    </svg>
  `,
})
export class Icon {
  readonly name = input.required<IconName>();

  protected readonly shapes = computed<readonly IconShape[]>(() => ICONS[this.name()]);
}
