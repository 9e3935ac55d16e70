import { Component, computed, input, output } from '@angular/core';
import { Empty } from '../ui/empty/empty';
import { Icon } from '../ui/icon/icon';
import { clockTime } from '../ui/time/format-time';
import type { DirectoryQuery, StateFilter } from './directory-query';
import type { DirectoryView } from './directory-view';
import { ROWS_MORE } from './portions';
import { FilterField, type Typed } from './filter-field';
import { ServiceTable } from './service-table';
import { STATE_WORDS, StateSegment } from './state-segment';

/** The services, with what narrows them down. */
@Component({
  selector: 'app-directory-panel',
  imports: [Empty, FilterField, Icon, ServiceTable, StateSegment],
  templateUrl: './directory-panel.html',
  host: { class: 'contents' },
})
export class DirectoryPanel {
  readonly query = input.required<DirectoryQuery>();
  /** Null while nothing is known. */
  readonly view = input.required<DirectoryView | null>();
  /** The moment the picture is from, in milliseconds since 1970, where it is no longer taken for the present. */
  readonly asOf = input.required<number | null>();
  /** The project the directory is about; null for all. */
  readonly project = input<string | null>(null);

  readonly typed = output<Typed>();
  readonly filtered = output<StateFilter>();
  readonly sorted = output<Pick<DirectoryQuery, 'sort' | 'descending'>>();
  readonly cleared = output();
  readonly chosen = output<string>();
  readonly held = output<boolean>();
  readonly more = output();

  protected readonly clock = clockTime;
  protected readonly noMatchTitle = computed(() => {
    const { text, state } = this.query();
    return text.trim() === ''
      ? `No service is under “${STATE_WORDS[state]}”`
      : `No service matches “${text.trim()}”`;
  });
  protected readonly suggestion = computed(() => {
    const nothing = this.view()?.nothing;
    return nothing?.kind === 'no-match' ? nothing.suggestion : null;
  });
  protected readonly otherFilter = computed(() => {
    const { text, state } = this.query();
    return text.trim() === '' || state === 'all' ? null : STATE_WORDS[state];
  });
  protected readonly nextRows = computed(() => Math.min(ROWS_MORE, this.view()?.undrawn ?? 0));
  protected readonly noChanges: ReadonlyMap<string, number> = new Map();
}
