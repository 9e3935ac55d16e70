import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { combineLatest, ignoreElements, map, merge, tap } from 'rxjs';
import { Failed } from '../core/failed/failed';
import { type Failure, wordsOf } from '../core/http/failure';
import type { KeyId } from '../core/keyboard/key-map';
import { OnKeys } from '../core/keyboard/on-keys';
import { Drawers } from '../core/operations/drawers';
import { Empty } from '../ui/empty/empty';
import { Icon } from '../ui/icon/icon';
import { ExportLinks } from './export-links';
import { IntegrityPanel } from './integrity/integrity-panel';
import { OperationsList } from './list/operations-list';
import { MetricsPanel } from './metrics/metrics-panel';
import { OperationAside } from './operation-aside';
import { OperationsAddress } from './operations-address';
import { OperationsFilters } from './operations-filters';
import { OperationsPage, type OperationsPageView } from './operations-page';
import { NO_FILTER, type OperationsQuery } from './operations-query';

const WHOLE = new Intl.NumberFormat('en-GB');

/** What was done, by whom and with what result; live at its top, without an end at its bottom. */
@Component({
  selector: 'app-operations',
  imports: [
    AsyncPipe,
    Empty,
    ExportLinks,
    Failed,
    Icon,
    IntegrityPanel,
    MetricsPanel,
    OnKeys,
    OperationAside,
    OperationsFilters,
    OperationsList,
  ],
  providers: [OperationsAddress, OperationsPage],
  templateUrl: './operations.html',
})
export class Operations {
  private readonly address = inject(OperationsAddress);
  protected readonly page = inject(OperationsPage);

  /** Where there is no room beside the list, the detail lies over it. */
  private readonly overTheList$ = inject(Drawers)
    .drawerFor(
      combineLatest([this.address.query$, this.page.isWide$]).pipe(
        map(([{ id }, isWide]) => (isWide ? null : id)),
      ),
    )
    .pipe(
      tap(() => {
        if (new URLSearchParams(location.search).has('id')) this.show(null);
      }),
      ignoreElements(),
    );

  protected readonly view$ = merge(this.page.view$, this.overTheList$);

  protected readonly detailKeys: readonly KeyId[] = ['previous-detail', 'next-detail'];

  protected narrow(change: Partial<OperationsQuery>): void {
    this.address.narrow(change);
  }

  protected type(text: string): void {
    this.address.type(text);
  }

  protected clear(): void {
    this.address.narrow(NO_FILTER);
  }

  protected show(id: string | null): void {
    this.address.show(id);
  }

  /** An open detail goes along with the selection. */
  protected select(id: string, view: OperationsPageView): void {
    if (view.isWide && view.query.id !== null && view.query.id !== id) this.address.show(id, true);
  }

  /** To the operation before or after the one whose detail is open. */
  protected step(key: KeyId, { list, query }: OperationsPageView): void {
    const ids = list.items.map(({ id }) => id);
    const at = ids.indexOf(query.id ?? '');
    const next = ids[at + (key === 'next-detail' ? 1 : -1)];
    if (at !== -1 && next !== undefined) this.address.show(next, true);
  }

  /** What failed is not tried again by itself. */
  protected reachEnd({ list }: OperationsPageView): void {
    if (list.more.status === 'idle') this.page.loadMore(list);
  }

  protected count(operations: number): string {
    return WHOLE.format(operations);
  }

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }
}
