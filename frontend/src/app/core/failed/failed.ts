import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject, input, output, signal } from '@angular/core';
import { Empty } from '../../ui/empty/empty';
import { Icon } from '../../ui/icon/icon';

/** One thing on the page did not load; the rest of it lives. */
@Component({
  selector: 'app-failed',
  imports: [Empty, Icon],
  host: { class: 'panel block', role: 'alert' },
  template: `
    <app-empty icon="alert" [title]="title()">
      {{ text() }}
      <button action type="button" class="btn" (click)="again.emit()">
        <app-icon name="sync" />Try again
      </button>
      <button action type="button" class="btn btn-ghost" (click)="copy()">
        {{ copied() ? 'Copied' : 'Copy details' }}
      </button>
    </app-empty>
  `,
})
export class Failed {
  readonly title = input.required<string>();
  readonly text = input.required<string>();
  /** For a bug report; the page and the time are added. */
  readonly details = input.required<object>();
  readonly again = output();

  private readonly clipboard = inject(Clipboard);
  protected readonly copied = signal(false);

  protected copy(): void {
    const report = { at: new Date().toISOString(), page: location.href, ...this.details() };
    this.copied.set(this.clipboard.copy(JSON.stringify(report, null, 2)));
  }
}
