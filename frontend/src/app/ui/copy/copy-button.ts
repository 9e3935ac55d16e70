import { Clipboard } from '@angular/cdk/clipboard';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, inject, input, signal } from '@angular/core';
import { Icon } from '../icon/icon';

/** How long the check mark stays, so that it is seen. */
const DONE_MS = 1_600;

/**
 * Copies a text. Through CDK's clipboard and not the browser's own: that one exists only over HTTPS, and a
 * server at home is often reached without.
 */
@Component({
  selector: 'app-copy-button',
  imports: [Icon],
  template: `
    <button
      type="button"
      class="copy"
      [attr.aria-label]="'Copy ' + what()"
      [title]="'Copy ' + what()"
      (click)="copy()"
    >
      <app-icon [name]="done() ? 'check' : 'copy'" />
    </button>
  `,
})
export class CopyButton {
  /** A long one may be made when it is wanted. */
  readonly text = input.required<string | (() => string)>();
  /** What is copied, for the button's name: `container id`. */
  readonly what = input.required<string>();

  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  protected readonly done = signal(false);

  protected copy(): void {
    const text = this.text();
    if (!this.clipboard.copy(typeof text === 'string' ? text : text())) return;
    this.done.set(true);
    void this.announcer.announce(`Copied ${this.what()}`);
    setTimeout(() => {
      this.done.set(false);
    }, DONE_MS);
  }
}
