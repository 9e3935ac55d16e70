import { inject, Injectable } from '@angular/core';
import { combineLatest, map, type Observable, shareReplay } from 'rxjs';
import type { Freshness } from '../directory/freshness';
import { DirectoryFeed } from '../directory/directory-feed';
import type { Directory } from '../directory/reduce-services';
import { OperationsFeed } from '../operations/operations-feed';
import type { Watched } from '../realtime/topic';
import { Session } from '../session/session';
import { CommandRuns } from './command-runs';
import { CommandsFeed } from './commands-feed';
import type { ActionContext } from './offers';

/** What decides what can be done, live. */
@Injectable({ providedIn: 'root' })
export class Actions {
  private readonly feed = inject(DirectoryFeed);

  readonly context$: Observable<ActionContext> = combineLatest([
    inject(CommandsFeed).catalog$,
    inject(Session).user$,
    this.feed.directory$,
    this.feed.freshness$,
    inject(OperationsFeed).active$,
    inject(CommandRuns).pending$,
  ]).pipe(
    map(([catalog, user, directory, freshness, active, pending]) => ({
      catalog,
      user,
      engineReady: isReady(directory, freshness),
      active,
      pending,
    })),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
}

function isReady(watched: Watched<Directory>, { status }: Freshness): boolean {
  if (watched.status !== 'known' || status === 'stale') return false;
  const { engine } = watched.value;
  return engine.status === 'connected' || engine.error === null;
}
