import { Component, inject, input } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Moment } from '../../ui/time/moment';
import { OperationAddress } from './operation-address';
import { OperationTrail } from './operation-trail';
import type { TrailView } from './trail-view';

/** What the trail has of an operation, and what happened right before and after it. */
@Component({
  selector: 'app-trail-timeline',
  imports: [Icon, Moment],
  host: { class: 'block' },
  template: `
    @let trail = view();
    @switch (trail.status) {
      @case ('loading') {
        <div class="trail-state grid gap-2" aria-busy="true">
          <span class="skeleton w-56"></span><span class="skeleton w-40"></span>
        </div>
      }
      @case ('failed') {
        <div class="trail-state" role="alert">
          <b>{{ trail.title }}</b>
          <p class="text-muted">The entries of the trail did not load. {{ trail.text }}</p>
          <button type="button" class="btn btn-sm mt-2" (click)="reader.askAgain()">
            <app-icon name="sync" />Try again
          </button>
        </div>
      }
      @case ('known') {
        @if (trail.rows.length === 0) {
          <p class="trail-state text-muted">
            The trail has no entry of this operation. It may have been removed because of its age.
          </p>
        } @else {
          <ol class="entries" aria-label="Entries of the trail">
            @if (trail.isFirst) {
              <li class="trail-end">Nothing is kept from before it.</li>
            }
            @for (row of trail.rows; track row.seq) {
              <li [class]="'tone-' + row.look.tone" [class.trail-own]="row.isOwn">
                <app-icon class="glyph" [name]="row.look.glyph" />
                <div class="min-w-0">
                  <p class="trail-text">
                    {{ row.text }}
                    @if (row.isOwn) {
                      <span class="sr-only">, of this operation</span>
                    }
                  </p>
                  @if (row.note) {
                    <p class="trail-note">{{ row.note }}</p>
                  }
                  <p class="trail-facts">
                    <span>#{{ row.seq }}</span>
                    <code>{{ row.action }}</code>
                    <span>{{ row.look.word }}</span>
                    @if (row.address) {
                      <span>from {{ row.address }}</span>
                    }
                    <code [title]="'Hash ' + row.hash">{{ row.shortHash }}</code>
                    @if (row.other; as id) {
                      <button
                        type="button"
                        class="link"
                        [attr.aria-label]="'Open the operation of entry ' + row.seq"
                        (click)="open(id)"
                      >
                        {{ row.isOwn ? 'What was in the way' : 'Open' }}
                      </button>
                    }
                  </p>
                </div>
                <app-moment class="trail-at" [at]="row.at" />
              </li>
            }
            @if (trail.isLast) {
              <li class="trail-end">Nothing has been recorded after it.</li>
            }
          </ol>
        }
      }
    }
  `,
})
export class TrailTimeline {
  readonly view = input.required<TrailView>();

  protected readonly reader = inject(OperationTrail);
  private readonly address = inject(OperationAddress);

  protected open(id: string): void {
    void this.address.open(id);
  }
}
