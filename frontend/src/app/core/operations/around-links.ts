import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Operation } from '#shared/operation';
import { Icon } from '../../ui/icon/icon';
import { aroundOf, windowAround } from '../changes/around';

/** The ways on from an operation: what else was asked for at that time, and what changed. */
@Component({
  selector: 'app-around-links',
  imports: [Icon, RouterLink],
  host: { class: 'around-links' },
  template: `
    <a
      class="btn"
      title="Everything asked for within half an hour of it"
      routerLink="/operations"
      [queryParams]="operations()"
      ><app-icon name="clock" />Around this moment</a
    >
    <a class="btn" routerLink="/changes" [queryParams]="changes()"
      ><app-icon name="changes" />Changes around it</a
    >
  `,
})
export class AroundLinks {
  readonly operation = input.required<Operation>();

  protected readonly operations = computed(() => windowAround(this.operation().requestedAt));
  protected readonly changes = computed(() => {
    const { id, requestedAt } = this.operation();
    return aroundOf({ id: `o-${id}`, at: requestedAt });
  });
}
