import { inject, Injectable, Injector } from '@angular/core';
import { HttpErrorResponse } from '@angular/common/http';
import { type NavigationError, Router } from '@angular/router';
import { BehaviorSubject, type Observable } from 'rxjs';

/** Why a page, or a part of one, could not be opened. */
export type PageTrouble =
  /** The server did not answer. */
  | { readonly kind: 'offline'; readonly url: string }
  /** A file of this build is gone: most likely the server was upgraded since the page was loaded. */
  | { readonly kind: 'outdated'; readonly url: string };

/** Keeps what went wrong on the way to a page, so that it can be told and tried again. */
@Injectable({ providedIn: 'root' })
export class Trouble {
  private readonly injector = inject(Injector);
  private readonly current$ = new BehaviorSubject<PageTrouble | null>(null);

  readonly trouble$: Observable<PageTrouble | null> = this.current$.asObservable();

  ofNavigation({ error, url }: NavigationError): void {
    if (error instanceof HttpErrorResponse) this.current$.next({ kind: 'offline', url });
    else if (isMissingFile(error)) this.current$.next({ kind: 'outdated', url });
    else throw error;
  }

  /** Loads a part of the application that is not there from the start. Never fails: what goes wrong is shown. */
  async load<T>(part: () => Promise<T>): Promise<T | null> {
    try {
      return await part();
    } catch (error) {
      if (!isMissingFile(error)) throw error;
      this.current$.next({ kind: 'outdated', url: this.injector.get(Router).url });
      return null;
    }
  }

  tryAgain({ kind, url }: PageTrouble): void {
    if (kind === 'outdated') {
      location.assign(url);
      return;
    }
    this.current$.next(null);
    void this.injector.get(Router).navigateByUrl(url);
  }
}

/** Browsers have one message each for a module that cannot be fetched, and no common code. */
function isMissingFile(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /dynamically imported module|Importing a module script failed|error loading dynamically/i.test(
      error.message,
    )
  );
}
