import { inject, Injectable } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { debounceTime, distinctUntilChanged, map, type Observable, Subject, tap } from 'rxjs';
import {
  isSameList,
  operationsParamsOf,
  type OperationsQuery,
  readOperationsQuery,
} from './operations-query';

/** Long enough that a word is asked for once, short enough that nobody waits. */
const TYPING_MS = 250;

/** What of the history is shown: read from the address, and changed through it. */
@Injectable()
export class OperationsAddress {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly typed$ = new Subject<string>();

  readonly query$: Observable<OperationsQuery> = this.route.queryParamMap.pipe(
    map(readOperationsQuery),
    distinctUntilChanged((a, b) => isSameList(a, b) && a.id === b.id),
  );

  /** Writes what is typed; it is there to be subscribed to, together with `query$`. */
  readonly written$: Observable<unknown> = this.typed$.pipe(
    debounceTime(TYPING_MS),
    tap((text) => {
      // One step for Back, whatever is typed.
      this.narrow({ text }, this.route.snapshot.queryParamMap.has('q'));
    }),
  );

  narrow(change: Partial<OperationsQuery>, replaceUrl = false): void {
    this.write(change, replaceUrl);
  }

  type(text: string): void {
    this.typed$.next(text);
  }

  /** @param follows the detail goes along with the selection: no step of its own for Back */
  show(id: string | null, follows = false): void {
    this.write({ id }, follows);
  }

  private write(change: Partial<OperationsQuery>, replaceUrl: boolean): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: operationsParamsOf(change),
      queryParamsHandling: 'merge',
      replaceUrl,
      scroll: 'manual',
    });
  }
}
