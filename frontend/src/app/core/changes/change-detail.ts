import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Change, Lens } from '#shared/change';
import { Icon } from '../../ui/icon/icon';
import { exactTime } from '../../ui/time/format-time';
import { linkOfKey } from '../directory/service-key';
import { ChangeDiff } from './change-diff';
import { containerIdsOf, diffLinesOf } from './diff-lines';
import { actorOf, lookOf } from './change-look';
import { LensList } from './lens-list';
import { aroundOf } from './around';

/** One change: what differs, who did it, how that is known, and where to go from here. */
@Component({
  selector: 'app-change-detail',
  imports: [ChangeDiff, Icon, LensList, RouterLink],
  host: { class: 'block' },
  template: `
    <header class="panel-head min-h-12">
      <app-icon class="glyph" [class]="'tone-' + look().tone" [name]="look().icon" />
      <h2 class="min-w-0 truncate" id="change-title" [title]="change().title">{{ change().title }}</h2>
      @if (isOutside()) {
        <span class="badge badge-warn"><app-icon name="outside" />Outside</span>
      }
      <span class="flex-1"></span>
      <button type="button" class="btn btn-ghost btn-icon btn-sm" aria-label="Close" (click)="closed.emit()">
        <app-icon name="close" />
      </button>
    </header>
    @if (change().detail !== '') {
      <p class="detail-text">{{ change().detail }}</p>
    }
    @if (lines().length > 0) {
      <section class="detail-part">
        <h3>What is different</h3>
        <app-change-diff [lines]="lines()" />
      </section>
    }
    @if (lens(); as lens) {
      <section class="detail-part">
        <h3>What changed before</h3>
        <app-lens-list class="detail-text" [candidates]="lens.candidates" (chosen)="chosen.emit($event)" />
      </section>
    }
    <section class="detail-part">
      <h3>How this is known</h3>
      <p class="detail-text text-muted">{{ change().known }}</p>
    </section>
    <dl class="facts border-t border-line">
      <dt>When</dt>
      <dd>
        <time [attr.datetime]="change().at">{{ exact() }}</time>
      </dd>
      <dt>By</dt>
      <dd>{{ actor() }}</dd>
      @if (change().service; as service) {
        <dt>Service</dt>
        <dd>
          <a class="link" [routerLink]="link(service)">{{ service }}</a>
        </dd>
      }
      @if (ids(); as ids) {
        <dt>Before</dt>
        <dd>
          <code>{{ ids.before }}</code>
        </dd>
        <dt>After</dt>
        <dd>
          <code>{{ ids.after }}</code>
        </dd>
      }
    </dl>
    <footer class="detail-foot">
      @if (change().operationId; as operation) {
        <a class="btn btn-sm" [routerLink]="[]" [queryParams]="{ op: operation }" queryParamsHandling="merge"
          ><app-icon name="operations" />Show the operation</a
        >
      }
      @if (change().service; as service) {
        @if (!ofService()) {
          <a class="btn btn-sm" [routerLink]="link(service, 'history')" [queryParams]="{ id: change().id }"
            ><app-icon name="clock" />History of the service</a
          >
        }
      }
      <a class="btn btn-sm" routerLink="/changes" [queryParams]="around()"
        ><app-icon name="changes" />Everything around it</a
      >
    </footer>
  `,
})
export class ChangeDetail {
  readonly change = input.required<Change>();
  /** What changed before it, where it is a failure. */
  readonly lens = input<Lens | null>(null);
  /** It stands on the page of its service, which needs no link to itself. */
  readonly ofService = input(false);
  readonly closed = output();
  /** Another change is asked for, by its id. */
  readonly chosen = output<string>();

  protected readonly look = computed(() => lookOf(this.change()));
  protected readonly isOutside = computed(() => this.look().icon === 'outside');
  protected readonly lines = computed(() => diffLinesOf(this.change()));
  protected readonly ids = computed(() => containerIdsOf(this.change()));
  protected readonly actor = computed(() => actorOf(this.change()));
  protected readonly exact = computed(() => exactTime(Date.parse(this.change().at)));
  protected readonly around = computed(() => aroundOf(this.change()));
  protected readonly link = linkOfKey;
}
