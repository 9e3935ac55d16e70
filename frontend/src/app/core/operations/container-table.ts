import { Component, computed, input, signal } from '@angular/core';
import { Breakable } from '../../ui/breakable/breakable';
import type { ContainerRows } from './container-rows';

/** More that stayed as they were are folded away. */
const UNCHANGED_SHOWN = 2;

/** What each container was before an operation, and what it is after it: a table that also fits a phone. */
@Component({
  selector: 'app-container-table',
  imports: [Breakable],
  host: { class: 'block' },
  template: `
    <table class="sides" aria-label="Containers before and after">
      <thead>
        <tr>
          <td></td>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      @for (container of shown(); track container.name) {
        <tbody>
          <tr class="sides-name">
            <th colspan="3" scope="rowgroup">
              <span>{{ container.name }}</span>
              <small [class.badge]="container.changed">{{ container.word }}</small>
            </th>
          </tr>
          @for (fact of container.facts; track fact.name) {
            <tr [class.sides-changed]="fact.changed">
              <th scope="row">{{ fact.name }}</th>
              @for (side of sidesOf(fact); track $index) {
                <td [class.side-code]="fact.isCode" [title]="side.whole">
                  @if (fact.changed && side.isAfter) {
                    <span class="sr-only">changed: </span>
                  }
                  @if (side.text === null) {
                    –
                  } @else {
                    <app-breakable [text]="side.text" />
                  }
                </td>
              }
            </tr>
          }
        </tbody>
      }
    </table>
    @if (folded() > 0) {
      <button type="button" class="link fold-more" [attr.aria-expanded]="all()" (click)="all.set(!all())">
        {{ all() ? 'Show fewer' : 'Show ' + folded() + ' more that stayed as they were' }}
      </button>
    }
  `,
})
export class ContainerTable {
  readonly containers = input.required<readonly ContainerRows[]>();

  protected readonly all = signal(false);
  private readonly few = computed(() => {
    const containers = this.containers();
    const changed = containers.filter((container) => container.changed);
    if (containers.length - changed.length <= UNCHANGED_SHOWN) return containers;
    return changed.length === 0 ? containers.slice(0, UNCHANGED_SHOWN) : changed;
  });
  protected readonly shown = computed(() => (this.all() ? this.containers() : this.few()));
  protected readonly folded = computed(() => this.containers().length - this.few().length);

  protected sidesOf({ before, after, wholeBefore, wholeAfter }: ContainerRows['facts'][number]): readonly {
    readonly text: string | null;
    readonly whole: string;
    readonly isAfter: boolean;
  }[] {
    return [
      { text: before, whole: wholeBefore, isAfter: false },
      { text: after, whole: wholeAfter, isAfter: true },
    ];
  }
}
