import { Component, input, output } from '@angular/core';
import type { ContainerDetail } from '#shared/service-detail';

/** Chooses one of a service's containers. */
@Component({
  selector: 'app-replica-switch',
  host: { class: 'block overflow-x-auto' },
  template: `
    <div class="seg" role="group" aria-label="Container">
      @for (container of containers(); track container.name) {
        <button
          type="button"
          [attr.aria-pressed]="container.name === chosen()"
          (click)="choose.emit(container.name)"
        >
          {{ container.name }}
          <small>{{ container.health === 'none' ? container.state : container.health }}</small>
        </button>
      }
    </div>
  `,
})
export class ReplicaSwitch {
  readonly containers = input.required<readonly ContainerDetail[]>();
  /** A container's name. */
  readonly chosen = input.required<string>();
  readonly choose = output<string>();
}
