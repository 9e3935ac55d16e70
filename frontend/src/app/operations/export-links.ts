import { Component, computed, input } from '@angular/core';
import type { AuditFormat } from '#shared/audit';
import { exportUrlOf } from '../core/operations/operations-api';
import { Icon } from '../ui/icon/icon';
import type { OperationsList } from './reduce-list';

const FORMATS: readonly (readonly [AuditFormat, string])[] = [
  ['jsonl', 'JSON Lines'],
  ['csv', 'CSV'],
];
const WHOLE = new Intl.NumberFormat('en-GB');

/** What is listed, to its end, as a file. Plain links: the browser writes it to disk as it comes. */
@Component({
  selector: 'app-export-links',
  imports: [Icon],
  host: { class: 'history-export', role: 'group', '[attr.aria-label]': 'name()' },
  template: `
    @for (link of links(); track link.format) {
      <a
        class="btn btn-ghost btn-sm"
        download
        [href]="link.href"
        [title]="link.title"
        [attr.aria-label]="link.title"
      >
        <app-icon name="download" />{{ link.word }}
      </a>
    }
  `,
})
export class ExportLinks {
  readonly list = input.required<OperationsList>();

  protected readonly name = computed(() => `Export ${operationsOf(this.list())}`);
  protected readonly links = computed(() =>
    FORMATS.map(([format, word]) => ({
      ...{ format, word, href: exportUrlOf(this.list().asked, format) },
      title: `${this.name()} as ${word}`,
    })),
  );
}

/** How many, where it is known: as long as there are more pages, it is not. */
function operationsOf({ status, items, held, unsure, nextCursor }: OperationsList): string {
  if (status !== 'shown' || nextCursor !== null || unsure.length > 0) return 'all operations that match';
  const count = items.length + held.length;
  return count === 1 ? '1 operation' : `${WHOLE.format(count)} operations`;
}
