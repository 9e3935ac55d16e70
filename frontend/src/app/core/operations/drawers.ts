import { inject, Injectable, Injector } from '@angular/core';
import { distinctUntilChanged, filter, from, map, Observable, shareReplay, switchMap, tap } from 'rxjs';
import { Trouble } from '../navigation/trouble';
import { OperationAddress } from './operation-address';

/** Opens the drawer for whichever operation the address names, and closes it with it. */
@Injectable({ providedIn: 'root' })
export class Drawers {
  private readonly injector = inject(Injector);
  private readonly trouble = inject(Trouble);
  private readonly address = inject(OperationAddress);

  /** It is there to be subscribed to for as long as somebody is signed in. */
  readonly shown$: Observable<unknown> = this.drawerFor(this.address.id$).pipe(
    tap(() => void this.address.close()),
  );

  /**
   * Shows whichever operation is named, while one is. Emits when the person closes it.
   *
   * @param id$ null where none is
   */
  drawerFor(id$: Observable<string | null>): Observable<unknown> {
    const named$ = id$.pipe(shareReplay({ bufferSize: 1, refCount: true }));
    return named$.pipe(
      map((id) => id !== null),
      distinctUntilChanged(),
      switchMap((isNamed) => (isNamed ? this.open(named$.pipe(filter((id) => id !== null))) : [])),
    );
  }

  private open(id$: Observable<string>): Observable<unknown> {
    return from(this.trouble.load(async () => import('./open-operation-drawer'))).pipe(
      switchMap(
        (part) =>
          new Observable((subscriber) => {
            if (part === null) return undefined;
            const drawer = part.openOperationDrawer(this.injector, id$);
            const closed = drawer.closed$.subscribe(() => {
              subscriber.next(undefined);
            });
            return () => {
              closed.unsubscribe();
              drawer.close();
            };
          }),
      ),
    );
  }
}
