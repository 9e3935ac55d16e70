import { Component, computed, inject, input, output, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { Actions } from '../core/commands/actions';
import { type Busy, busyOf } from '../core/commands/busy';
import { RowActions } from '../core/commands/row-actions';
import { UNKNOWN_STATUS } from '../core/directory/service-status';
import { OnKeys } from '../core/keyboard/on-keys';
import { Flash } from '../ui/flash/flash';
import { Icon } from '../ui/icon/icon';
import { Status } from '../ui/status/status';
import { Age } from '../ui/time/age';
import { type DirectoryQuery, isGrouped, type SortColumn } from './directory-query';
import type { RowGroup } from './directory-view';
import { ROW_KEYS, RowFocus } from '../core/keyboard/row-focus';
import type { ServiceRow } from './service-row';
import { ServicePorts } from './service-ports';

interface Column {
  readonly id: SortColumn | 'ports';
  readonly title: string;
  readonly sortable: SortColumn | null;
}

const COLUMNS: readonly Column[] = [
  { id: 'name', title: 'Service', sortable: 'name' },
  { id: 'state', title: 'State', sortable: 'state' },
  { id: 'version', title: 'Version', sortable: 'version' },
  { id: 'ports', title: 'Ports', sortable: null },
  { id: 'restarts', title: 'Restarts', sortable: 'restarts' },
];

/** Roles are written out because on a phone rows become blocks, and blocks forget them. */
@Component({
  selector: 'app-service-table',
  imports: [Age, Flash, Icon, OnKeys, RouterLink, RowActions, RowFocus, ServicePorts, Status],
  templateUrl: './service-table.html',
  host: { class: 'block' },
})
export class ServiceTable {
  /** Null while nothing is known: the table then stands with empty rows. */
  readonly groups = input.required<readonly RowGroup[] | null>();
  readonly query = input.required<DirectoryQuery>();
  /** How often a row has changed before our eyes, by key. */
  readonly changes = input.required<ReadonlyMap<string, number>>();
  /** The picture is old: what the states are now is unknown. */
  readonly stale = input.required<boolean>();
  /** The table is about one project, whose name need not be said again. */
  readonly oneProject = input.required<boolean>();
  readonly sorted = output<Pick<DirectoryQuery, 'sort' | 'descending'>>();
  readonly chosen = output<string>();
  readonly held = output<boolean>();

  protected readonly columns = COLUMNS;
  protected readonly rowKeys = ROW_KEYS;
  protected readonly unknown = UNKNOWN_STATUS;
  /** Widths of what stands for text that is not there yet. */
  protected readonly skeletons = ['w-24', 'w-32', 'w-20', 'w-36', 'w-28', 'w-24', 'w-32', 'w-20'] as const;
  private readonly context = toSignal(inject(Actions).context$);
  /** The row under the pointer: its actions are there while it is. */
  protected readonly pointed = signal<string | null>(null);
  protected readonly namesProjects = computed(() => !isGrouped(this.query()) && !this.oneProject());

  protected busy(row: ServiceRow): Busy | null {
    const context = this.context();
    return context === undefined ? null : busyOf(context, row);
  }

  protected direction(column: Column): 'ascending' | 'descending' | null {
    const { sort, descending } = this.query();
    if (column.sortable !== sort) return null;
    return descending ? 'descending' : 'ascending';
  }

  /** The same column again turns the order round. */
  protected sortBy(column: SortColumn): void {
    const { sort, descending } = this.query();
    this.sorted.emit({ sort: column, descending: column === sort && !descending });
  }
}
