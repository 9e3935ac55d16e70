import { Component, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { OnKeys } from '../core/keyboard/on-keys';
import { ROW_KEYS, RowFocus } from '../core/keyboard/row-focus';
import { Status } from '../ui/status/status';
import type { DayGroup } from './operations-view';

/** Roles are written out because on a phone rows become blocks, and blocks forget them. */
@Component({
  selector: 'app-operations-table',
  imports: [OnKeys, RouterLink, RowFocus, Status],
  templateUrl: './operations-table.html',
  host: { class: 'block' },
})
export class OperationsTable {
  /** Null while nothing is known: the table then stands with empty rows. */
  readonly groups = input.required<readonly DayGroup[] | null>();
  /** Whose detail is open. */
  readonly openId = input.required<string | null>();
  readonly selected = output<string>();

  protected readonly rowKeys = ROW_KEYS;
  protected readonly focused = signal<string | null>(null);
  protected readonly skeletons = ['w-40', 'w-52', 'w-32', 'w-44', 'w-36', 'w-48', 'w-40', 'w-28'] as const;

  protected choose(id: string): void {
    this.focused.set(id);
    this.selected.emit(id);
  }
}
