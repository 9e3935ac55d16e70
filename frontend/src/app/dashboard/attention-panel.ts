import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../ui/icon/icon';
import { Age } from '../ui/time/age';
import { clockTime } from '../ui/time/format-time';
import type { AttentionView } from './attention-view';

/** The first thing on the page: whether anything is wrong. */
@Component({
  selector: 'app-attention-panel',
  imports: [Age, Icon, RouterLink],
  host: { class: 'contents' },
  template: `
    @let shown = view();
    <section
      class="panel attention"
      aria-labelledby="attention-title"
      [attr.aria-busy]="shown.status === 'loading'"
    >
      <header class="panel-head">
        <h2 id="attention-title">Needs attention</h2>
        @if (shown.status === 'trouble') {
          <span class="count">{{ shown.rows.length }}</span>
          @if (shown.asOf; as at) {
            <span class="badge badge-warn"><app-icon name="clock" />As of {{ clock(at) }}</span>
          }
        }
      </header>
      <ul>
        @switch (shown.status) {
          @case ('loading') {
            <li><span class="skeleton size-3.5 rounded-full"></span><span class="skeleton w-56"></span></li>
          }
          @case ('well') {
            <li class="tone-ok">
              @if (shown.stale) {
                <app-icon class="glyph text-subtle" name="is-unknown" />
                <b class="font-medium">Nothing needed attention</b>
                <span class="why">That was {{ clock(shown.checkedAt) }}. How it is now is unknown.</span>
              } @else {
                <app-icon class="glyph" name="is-ok" />
                <b class="font-medium">Nothing needs attention</b>
                <span class="why">
                  {{ shown.running }} of {{ shown.total }}
                  {{ shown.total === 1 ? 'service runs' : 'services run' }}. Checked
                  {{ clock(shown.checkedAt) }}.
                </span>
              }
            </li>
          }
          @case ('trouble') {
            @for (row of shown.rows; track row.id) {
              <li class="tone-bad">
                <app-icon class="glyph" name="is-bad" />
                @if (row.link; as link) {
                  <a class="row-link cut font-medium max-md:whitespace-normal" [routerLink]="link">{{
                    row.title
                  }}</a>
                } @else {
                  <b class="cut font-medium">{{ row.title }}</b>
                }
                <span class="why" [title]="row.detail">{{ row.detail }}</span>
                <span class="age">
                  @if (row.since; as since) {
                    <app-age [since]="since" />
                  }
                </span>
                @if (row.link) {
                  <app-icon class="chevron" name="right" />
                }
              </li>
            }
          }
        }
      </ul>
    </section>
  `,
})
export class AttentionPanel {
  readonly view = input.required<AttentionView>();
  protected readonly clock = clockTime;
}
