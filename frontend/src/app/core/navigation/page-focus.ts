import { afterNextRender, inject, Injectable, Injector } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { distinctUntilChanged, filter, map, type Observable, skip, startWith, tap } from 'rxjs';

/** After a change of page, the focus goes to its heading, which also reads it out. */
@Injectable({ providedIn: 'root' })
export class PageFocus {
  private readonly injector = inject(Injector);

  /** Emits each new page; it is there to be subscribed to. */
  readonly moved$: Observable<unknown> = inject(Router).events.pipe(
    filter((event) => event instanceof NavigationEnd),
    map(({ urlAfterRedirects }) => urlAfterRedirects.split(/[?#]/, 1)[0]),
    startWith(location.pathname),
    distinctUntilChanged(),
    skip(1), // the page the browser has just opened: the focus is where it should be
    tap(() => {
      afterNextRender({ read: focusHeading }, { injector: this.injector });
    }),
  );
}

function focusHeading(): void {
  // Between the tabs of a page its heading stays, and whoever moves along them wants to go on from there.
  const keeper = document.activeElement?.closest('[data-keeps-focus]') ?? null;
  if (keeper !== null) return;
  const heading = document.querySelector<HTMLElement>('h1') ?? document.querySelector<HTMLElement>('main');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
