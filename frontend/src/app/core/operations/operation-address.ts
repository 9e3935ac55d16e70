import { inject, Injectable } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { distinctUntilChanged, filter, map, type Observable, startWith } from 'rxjs';

/** Names, on any page, the operation that lies open over it. */
export const OPERATION_PARAM = 'op';

/** Marks a change of address that is about what lies over the page, and not about the page. */
export const OVER_THE_PAGE = 'over-the-page';

/** Which operation is open over the page: it is in the address, so that it survives a reload and can be sent. */
@Injectable({ providedIn: 'root' })
export class OperationAddress {
  private readonly router = inject(Router);

  readonly id$: Observable<string | null> = this.router.events.pipe(
    filter((event) => event instanceof NavigationEnd),
    startWith(null),
    map(() => this.read()),
    distinctUntilChanged(),
  );

  read(): string | null {
    return this.router.parseUrl(this.router.url).queryParamMap.get(OPERATION_PARAM);
  }

  async open(id: string): Promise<void> {
    await this.write(id, this.read() !== null);
  }

  /** Back leads to where one was before, not to the operation. */
  async close(): Promise<void> {
    if (this.read() !== null) await this.write(null, true);
  }

  private async write(id: string | null, replaceUrl: boolean): Promise<void> {
    await this.router.navigate([], {
      queryParams: { [OPERATION_PARAM]: id },
      queryParamsHandling: 'merge',
      replaceUrl,
      scroll: 'manual',
      info: OVER_THE_PAGE,
    });
  }
}
