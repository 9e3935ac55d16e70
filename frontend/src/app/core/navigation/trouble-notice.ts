import { Component, computed, input, output } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import type { PageTrouble } from './trouble';

/** Says why a page did not open, over whatever is there. */
@Component({
  selector: 'app-trouble-notice',
  imports: [Icon],
  host: { class: 'trouble', role: 'alert' },
  template: `
    <div class="note note-warn shadow-pop">
      <app-icon [name]="kind() === 'offline' ? 'unplug' : 'sync'" />
      <div class="note-text">
        <b>{{ words().title }}</b>
        <p>{{ words().text }}</p>
        <div class="note-actions">
          <button type="button" class="btn btn-sm" (click)="again.emit()">{{ words().action }}</button>
        </div>
      </div>
    </div>
  `,
})
export class TroubleNotice {
  readonly kind = input.required<PageTrouble['kind']>();
  readonly again = output();

  protected readonly words = computed(() =>
    this.kind() === 'offline'
      ? {
          title: 'The server does not answer',
          text: 'It may be restarting, or this device has lost its network.',
          action: 'Try again',
        }
      : {
          title: 'This page is older than the server',
          text: 'A part of it could not be loaded. Most likely the server was upgraded meanwhile. Reloading brings the new version.',
          action: 'Reload the page',
        },
  );
}
