import { Component, computed, input, output, signal } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { foldSteps } from './fold-steps';
import { PartBars } from './part-bars';
import type { PartBar } from './progress-view';
import type { StepView } from './step-view';

/** What an operation does, one thing after the other. Where there are many, those that say something. */
@Component({
  selector: 'app-operation-steps',
  imports: [Icon, PartBars],
  host: { class: 'block' },
  template: `
    @if (isLong()) {
      <p class="steps-fold">
        <span>{{ steps().length }} steps{{ all() ? '' : ', ' + folded() + ' folded away' }}</span>
        <button type="button" class="link" [attr.aria-expanded]="all()" (click)="all.set(!all())">
          {{ all() ? 'Fold' : 'Show all' }}
        </button>
        <button type="button" class="link" (click)="outputWanted.emit()">To the output</button>
      </p>
    }
    @if (shown().length > 0) {
      <ol class="steps" aria-label="Steps">
        @for (step of shown(); track step.id) {
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
  /** Somebody wants past them. */
  readonly outputWanted = output();

  protected readonly all = signal(false);
  private readonly few = computed(() => foldSteps(this.steps()));
  protected readonly folded = computed(() => this.steps().length - this.few().length);
  protected readonly isLong = computed(() => this.folded() > 0);
  protected readonly shown = computed(() => (this.all() ? this.steps() : this.few()));
}
