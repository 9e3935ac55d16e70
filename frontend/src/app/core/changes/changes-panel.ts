import { AsyncPipe } from '@angular/common';
import { Component, computed, inject, Injector, input, output, viewChild } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import {
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  ignoreElements,
  map,
  merge,
  type Observable,
  shareReplay,
  switchMap,
  tap,
} from 'rxjs';
import type { Change, Lens } from '#shared/change';
import { mediaMatches, WIDE } from '../../ui/media/media-matches';
import { Reached } from '../../ui/reached/reached';
import { type Failure, wordsOf } from '../http/failure';
import type { KeyId } from '../keyboard/key-map';
import { OnKeys } from '../keyboard/on-keys';
import { ChangeDetail } from './change-detail';
import type { LoadedChanges } from './changes-list';
import { changeSheet } from './open-change-sheet';
import { Timeline } from './timeline';

/** A list of changes without end, and the selected one: beside it, or over it where there is no room. */
@Component({
  selector: 'app-changes-panel',
  imports: [AsyncPipe, ChangeDetail, OnKeys, Reached, Timeline],
  host: { class: 'block' },
  templateUrl: './changes-panel.html',
})
export class ChangesPanel {
  readonly list = input.required<LoadedChanges>();
  /** The one the address names, and the change itself once it is known. */
  readonly selectedId = input.required<string | null>();
  readonly selected = input.required<Change | null>();
  /** What changed before the selected one, where it is a failure. */
  readonly lens = input.required<Lens | null>();
  /** It stands on the page of a service, on which `[` and `]` lead to another service. */
  readonly ofService = input(false);
  /** A change's id; null closes the detail. */
  readonly chosen = output<string | null>();
  readonly older = output();

  private readonly injector = inject(Injector);
  private readonly timeline = viewChild(Timeline);

  protected readonly keys = computed((): readonly KeyId[] =>
    this.ofService()
      ? ['next', 'previous', 'clear']
      : ['next', 'previous', 'clear', 'next-detail', 'previous-detail'],
  );

  private readonly isWide$ = mediaMatches(WIDE).pipe(shareReplay({ bufferSize: 1, refCount: true }));

  /** Open while something is selected and there is no room beside the list. */
  private readonly sheet$ = combineLatest([
    this.isWide$,
    toObservable(this.selected).pipe(map((change) => change !== null)),
  ]).pipe(
    map(([isWide, isSelected]) => isSelected && !isWide),
    distinctUntilChanged(),
    switchMap((isOpen) =>
      isOpen
        ? changeSheet(this.injector, {
            change: this.selected,
            lens: this.lens,
            ofService: this.ofService,
            choose: (id) => {
              this.chosen.emit(id);
            },
          })
        : EMPTY,
    ),
    tap(() => {
      this.chosen.emit(null);
    }),
    ignoreElements(),
  );

  protected readonly view$: Observable<{ readonly isWide: boolean }> = merge(
    this.isWide$.pipe(map((isWide) => ({ isWide }))),
    this.sheet$,
  );

  /** `J` and `K` move the focus, and take an open detail along; `[` and `]` open the next one right away. */
  protected press(key: KeyId, isWide: boolean): void {
    if (key === 'clear') {
      this.chosen.emit(null);
      return;
    }
    const id = this.timeline()?.step(key === 'next' || key === 'next-detail' ? 1 : -1) ?? null;
    const isShown = key === 'next-detail' || key === 'previous-detail' || this.selectedId() !== null;
    if (id !== null && isWide && isShown) this.chosen.emit(id);
  }

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }
}
