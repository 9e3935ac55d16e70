import { inject, Injectable } from '@angular/core';
import { type Observable, shareReplay } from 'rxjs';
import type { Change } from '#shared/change';
import { ChangesDelta, ChangesSnapshot } from '#shared/socket';
import { RealtimeClient } from '../realtime-client';
import type { Watched } from '../realtime/topic';

/** What came since the page began to watch. */
export interface NewChanges {
  /** Another number each time it began anew, because the connection was lost: what is in between is not here. */
  readonly epoch: number;
  /** Newest first; one for each id. */
  readonly changes: readonly Change[];
}

/** More than anybody reads while they come; the list asks for the rest. */
const KEPT_MAX = 500;

let epochs = 0;

export function beginNew(): NewChanges {
  epochs += 1;
  return { epoch: epochs, changes: [] };
}

/** An operation comes again when its state changes, and keeps its place. */
export function addNew({ epoch, changes }: NewChanges, change: Change): NewChanges {
  const known = changes.findIndex(({ id }) => id === change.id);
  const all = known === -1 ? [change, ...changes].slice(0, KEPT_MAX) : changes.with(known, change);
  return { epoch, changes: all };
}

/** Changes as they are recorded. */
@Injectable({ providedIn: 'root' })
export class ChangesFeed {
  readonly new$: Observable<Watched<NewChanges>> = inject(RealtimeClient)
    .snapshotThenDeltas({
      watch: 'changes.watch',
      snapshot: ChangesSnapshot,
      changed: 'changes.appended',
      delta: ChangesDelta,
      begin: () => beginNew(),
      reduce: (value: NewChanges, { change }) => addNew(value, change),
    })
    .pipe(shareReplay({ bufferSize: 1, refCount: true }));
}
