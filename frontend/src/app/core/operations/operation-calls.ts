import { Component, computed, input, signal } from '@angular/core';
import { CopyButton } from '../../ui/copy/copy-button';
import { callTextOf } from './call-text';
import type { OperationRecord } from './operation-record';

/** Many images make as many calls. */
const CALLS_SHOWN = 6;

/** Exactly what was run on the machine, or asked of the engine. */
@Component({
  selector: 'app-operation-calls',
  imports: [CopyButton],
  host: { class: 'block' },
  template: `
    <ul class="calls">
      @for (call of shown(); track $index) {
        <li>
          <div class="min-w-0">
            <code>{{ call.text }}</code>
            @if (call.folder; as folder) {
              <small>in {{ folder }}</small>
            }
          </div>
          <app-copy-button [text]="call.text" [what]="'call ' + ($index + 1)" />
        </li>
      }
    </ul>
    @if (folded() > 0) {
      <button type="button" class="link fold-more" [attr.aria-expanded]="all()" (click)="all.set(!all())">
        {{ all() ? 'Show fewer' : 'Show ' + folded() + ' more' }}
      </button>
    }
  `,
})
export class OperationCalls {
  readonly calls = input.required<OperationRecord['calls']>();

  protected readonly all = signal(false);
  protected readonly shown = computed(() => {
    const calls = this.all() ? this.calls() : this.calls().slice(0, CALLS_SHOWN);
    return calls.map((call) => ({
      text: callTextOf(call),
      folder: call.type === 'process' ? call.cwd : null,
    }));
  });
  protected readonly folded = computed(() => Math.max(0, this.calls().length - CALLS_SHOWN));
}
