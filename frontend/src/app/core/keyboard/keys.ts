import { inject, Injectable } from '@angular/core';
import { filter, fromEvent, map, mergeMap, type Observable, scan, share } from 'rxjs';
import type { KeyId } from './key-map';
import { type KeyMatch, matchKeys } from './match-keys';
import { SingleKeys } from './single-keys';

/** Where letters are text. */
const TYPING = 'input, textarea, select, [contenteditable]';

/** Where a key already does something: what has the focus, or a dialog around it. */
const FLOATING = '[role="dialog"], [role="alertdialog"], [role="menu"]';
const PRESSABLE = 'a, button, summary, [role="switch"]';

/** What the keys of the key map mean, as they are pressed. */
@Injectable({ providedIn: 'root' })
export class Keys {
  private readonly singleKeys = inject(SingleKeys);

  private readonly pressed$: Observable<{ readonly id: KeyId; readonly event: KeyboardEvent }> =
    fromEvent<KeyboardEvent>(document, 'keydown').pipe(
      filter((event) => !event.defaultPrevented && !event.isComposing),
      scan(
        (before: { readonly match: KeyMatch; readonly event: KeyboardEvent | null }, event) => ({
          match: matchKeys(pressOf(event), before.match.pending, this.singleKeys.on()),
          event,
        }),
        { match: { id: null, pending: null }, event: null },
      ),
      mergeMap(({ match: { id }, event }) => (id === null || event === null ? [] : [{ id, event }])),
      share(),
    );

  /** Emits each time a key of this name is pressed; the browser's own meaning of it is then off. */
  on(id: KeyId): Observable<KeyboardEvent> {
    return this.pressed$.pipe(
      filter((press) => press.id === id),
      map(({ event }) => {
        event.preventDefault();
        return event;
      }),
    );
  }
}

function pressOf(event: KeyboardEvent): Parameters<typeof matchKeys>[0] {
  const target = event.target instanceof Element ? event.target : document.body;
  return {
    key: event.key,
    ctrl: event.ctrlKey || event.metaKey,
    modified: event.altKey || event.getModifierState('AltGraph'),
    taken:
      target.closest(TYPING) !== null ||
      target.closest(FLOATING) !== null ||
      (event.key === 'Enter' && target.closest(PRESSABLE) !== null),
  };
}
