import { Component, input } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { PartBars } from './part-bars';
import type { PartBar } from './progress-view';
import type { StepView } from './step-view';

/** What an operation does, one thing after the other. */
@Component({
  selector: 'app-operation-steps',
  imports: [Icon, PartBars],
  host: { class: 'block' },
  template: `
    @if (steps().length > 0) {
      <ol class="steps" aria-label="Steps">
        @for (step of steps(); track step.id) {
          <li [class]="'tone-' + step.look.tone">
            <app-icon [class.animate-spin]="step.look.glyph === 'is-starting'" [name]="step.look.glyph" />
            <div class="min-w-0">
              <b>{{ step.title }}</b><span class="sr-only">, {{ step.look.word }}</span>
              @if (step.detail) {
                <p>{{ step.detail }}</p>
              }
            </div>
            <span class="took">{{ step.took }}</span>
            @if (step.bars.length > 0) {
              <app-part-bars [bars]="step.bars" />
            }
          </li>
        }
      </ol>
    }
    @if (loose().length > 0) {
      <app-part-bars class="mx-5 mb-3" [bars]="loose()" />
    }
  `,
})
export class OperationSteps {
  readonly steps = input.required<readonly StepView[]>();
  readonly loose = input.required<readonly PartBar[]>();
}
