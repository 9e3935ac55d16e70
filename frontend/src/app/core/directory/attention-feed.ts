import { inject, Injectable } from '@angular/core';
import { map, type Observable, shareReplay } from 'rxjs';
import type { AttentionItem } from '#shared/attention';
import { AttentionSnapshot } from '#shared/socket';
import { withFirstPicture } from '../realtime/first-picture';
import { RealtimeClient } from '../realtime-client';
import type { Watched } from '../realtime/topic';
import { DirectoryApi } from './directory-api';

/** What somebody should look at, worst first, live. */
@Injectable({ providedIn: 'root' })
export class AttentionFeed {
  private readonly first$: Observable<readonly AttentionItem[]> = inject(DirectoryApi)
    .attention()
    .pipe(map(({ items }) => items));

  readonly items$: Observable<Watched<readonly AttentionItem[]>> = inject(RealtimeClient)
    .snapshotThenDeltas<AttentionSnapshot, AttentionSnapshot, readonly AttentionItem[]>({
      watch: 'attention.watch',
      snapshot: AttentionSnapshot,
      changed: 'attention.changed',
      delta: AttentionSnapshot,
      begin: ({ items }) => items,
      reduce: (_before, { items }) => items,
      wholeDeltas: true,
    })
    .pipe(withFirstPicture(this.first$), shareReplay({ bufferSize: 1, refCount: true }));
}
