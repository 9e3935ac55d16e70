import { Component, input } from '@angular/core';
import type { DiffLine } from './diff-lines';

/** What went and what came, line by line: told apart by their signs, and only then by their colours. */
@Component({
  selector: 'app-change-diff',
  host: { class: 'block' },
  template: `
    <div class="diff" role="region" aria-label="What is different" tabindex="0">
      @for (line of lines(); track $index) {
        <div [class]="'diff-' + line.sign">
          <span aria-hidden="true">{{ signs[line.sign] }}</span><span class="sr-only">{{
            words[line.sign]
          }}</span
          ><span>{{ line.text }}</span>
        </div>
      }
    </div>
  `,
})
export class ChangeDiff {
  readonly lines = input.required<readonly DiffLine[]>();

  protected readonly signs = { same: '', removed: '−', added: '+' } as const;
  protected readonly words = { same: '', removed: 'before: ', added: 'after: ' } as const;
}
