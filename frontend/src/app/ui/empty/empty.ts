import { Component, input } from '@angular/core';
import { Icon } from '../icon/icon';
import type { IconName } from '../icon/icons';

/** What stands where there is nothing to show: what it is, what it means, and below, what to do. */
@Component({
  selector: 'app-empty',
  imports: [Icon],
  host: { class: 'empty' },
  template: `
    <app-icon [name]="icon()" />
    <h2>{{ title() }}</h2>
    <p><ng-content /></p>
    <div class="empty-actions"><ng-content select="[action]" /></div>
  `,
})
export class Empty {
  readonly icon = input.required<IconName>();
  readonly title = input.required<string>();
}
