import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import { KEY_MAP } from '../core/keyboard/key-map';
import { SingleKeys } from '../core/keyboard/single-keys';
import { Icon } from '../ui/icon/icon';

/** All keys, and the switch for those that a slip of the finger could press. */
@Component({
  selector: 'app-keys-dialog',
  imports: [Icon],
  host: { class: 'dialog' },
  template: `
    <div class="dialog-head">
      <h2 id="keys-title" class="flex-1">Keyboard shortcuts</h2>
      <button type="button" class="btn btn-ghost btn-icon btn-sm" aria-label="Close" (click)="close()">
        <app-icon name="close" />
      </button>
    </div>
    <div class="dialog-body" tabindex="0" role="group" aria-label="All keys">
      @for (section of sections; track section.where) {
        <h3 class="pt-2 pb-1 text-xs font-medium text-subtle">{{ section.where }}</h3>
        <dl>
          @for (key of section.keys; track key.id) {
            <div class="flex items-center justify-between gap-4 border-b border-line py-1.5 last:border-0">
              <dt>{{ key.does }}</dt>
              <dd class="flex-none">
                @for (cap of key.keys; track $index) {
                  <kbd>{{ cap }}</kbd>
                }
              </dd>
            </div>
          }
        </dl>
      }
      <div class="mt-4 flex items-center gap-4 rounded-md bg-hover px-3 py-2.5">
        <span class="flex-1">
          Keys without Ctrl
          <small class="block text-xs text-muted"
            >Turn them off if you dictate or press keys by accident. Esc always works.</small
          >
        </span>
        <button
          type="button"
          class="switch"
          role="switch"
          [attr.aria-checked]="singleKeys.on()"
          (click)="singleKeys.set(!singleKeys.on())"
        >
          <span class="sr-only">Keys without Ctrl</span>
        </button>
      </div>
    </div>
  `,
})
export class KeysDialog {
  private readonly dialog = inject(DialogRef);
  protected readonly singleKeys = inject(SingleKeys);
  protected readonly sections = [...Map.groupBy(KEY_MAP, ({ where }) => where)].map(([where, keys]) => ({
    where,
    keys,
  }));

  protected close(): void {
    this.dialog.close();
  }
}
