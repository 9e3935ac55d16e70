import { Component, inject, input } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { OperationAddress } from './operation-address';

/** Behind what a queued operation waits. */
@Component({
  selector: 'app-waiting-behind',
  imports: [Icon],
  host: { class: 'note operation-note' },
  template: `
    <app-icon name="is-waiting" />
    <div class="note-text">
      <b>It waits for its turn</b>
      @if (ids().length === 0) {
        <p>It begins as soon as there is room.</p>
      } @else {
        <p>
          {{ ids().length }} {{ ids().length === 1 ? 'operation runs' : 'operations run' }} before it:
          @for (id of ids(); track id) {
            <button type="button" class="link mr-2" (click)="open(id)">
              <code>{{ id }}</code>
            </button>
          }
        </p>
      }
    </div>
  `,
})
export class WaitingBehind {
  readonly ids = input.required<readonly string[]>();
  private readonly address = inject(OperationAddress);

  protected open(id: string): void {
    void this.address.open(id);
  }
}
