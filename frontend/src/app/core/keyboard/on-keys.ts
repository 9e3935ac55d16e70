import { Directive, inject, input } from '@angular/core';
import { outputFromObservable, toObservable } from '@angular/core/rxjs-interop';
import { map, merge, switchMap } from 'rxjs';
import type { KeyId } from './key-map';
import { Keys } from './keys';

/** Says when one of some keys of the key map is pressed: at once, so that what is typed next arrives where it should. */
@Directive({ selector: '[appOnKeys]' })
export class OnKeys {
  readonly appOnKeys = input.required<readonly KeyId[]>();

  private readonly keys = inject(Keys);
  readonly keyPressed = outputFromObservable(
    toObservable(this.appOnKeys).pipe(
      switchMap((ids) => merge(...ids.map((id) => this.keys.on(id).pipe(map(() => id))))),
    ),
  );
}
