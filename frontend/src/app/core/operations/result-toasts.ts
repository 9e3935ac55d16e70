import { inject, Injectable } from '@angular/core';
import { filter, map, type Observable, tap, withLatestFrom } from 'rxjs';
import { Toasts } from '../../ui/toasts/toasts';
import { CommandsFeed } from '../commands/commands-feed';
import { Session } from '../session/session';
import { OperationAddress } from './operation-address';
import { operationLookOf } from './operation-look';
import { OperationsFeed } from './operations-feed';
import { resultWordsOf } from './operation-words';

/** Tells a person how what they started has ended, unless they are watching it. */
@Injectable({ providedIn: 'root' })
export class ResultToasts {
  private readonly address = inject(OperationAddress);
  private readonly toasts = inject(Toasts);

  /** It is there to be subscribed to for as long as somebody is signed in. */
  readonly shown$: Observable<unknown> = inject(OperationsFeed).ended$.pipe(
    withLatestFrom(inject(Session).user$, inject(CommandsFeed).titles$),
    filter(([{ id, actor }, user]) => actor === user.username && id !== this.address.read()),
    map(([operation, , titles]) => ({ operation, title: titles.get(operation.command) ?? null })),
    // Of a refusal the answer has told already.
    filter(({ operation }) => operation.status !== 'refused'),
    tap(({ operation, title }) => {
      const { glyph, tone } = operationLookOf(operation.status);
      const { text, note } = resultWordsOf(operation, title);
      void this.toasts.show({
        glyph,
        tone,
        text,
        ...(note === null ? {} : { note }),
        action: {
          text: operation.status === 'succeeded' ? 'Open' : 'See why',
          act: () => void this.address.open(operation.id),
        },
      });
    }),
  );
}
