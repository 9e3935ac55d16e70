import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ProjectSummary } from '../core/directory/project-summary';
import { Icon } from '../ui/icon/icon';

/** A project in a list: how it is, its name, how many services it has. */
@Component({
  selector: 'app-project-link',
  imports: [Icon, RouterLink],
  host: { class: 'contents' },
  template: `
    @let item = project();
    <a
      class="side-link"
      [routerLink]="['/projects', item.project]"
      [title]="item.title + ': ' + words()"
      [attr.aria-current]="current()"
      (click)="followed.emit()"
    >
      <app-icon
        class="glyph"
        [class]="'tone-' + item.status.tone"
        [class.animate-spin]="item.status.glyph === 'is-starting'"
        [name]="item.status.glyph"
      />
      <span>{{ item.title }}</span>
      <span class="side-count" aria-hidden="true">{{ item.services }}</span>
      <span class="sr-only">, {{ item.services }} services, {{ words() }}</span>
    </a>
  `,
})
export class ProjectLink {
  readonly project = input.required<ProjectSummary>();
  /** `page` on the project's own page, `true` on one of its services. */
  readonly current = input<'page' | 'true' | null>(null);
  readonly followed = output();

  protected readonly words = computed(() => {
    const { trouble, status } = this.project();
    if (status.glyph === 'is-unknown') return 'state unknown';
    return trouble === '' ? 'all well' : trouble;
  });
}
