import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Change } from '#shared/change';
import { Icon } from '../../ui/icon/icon';
import { Moment } from '../../ui/time/moment';
import { linkOfKey } from '../directory/service-key';
import { containerIdsOf, diffLinesOf } from './change-diff';
import { actorText, lookOf } from './change-look';

/** One change: what differs, who did it, and how that is known. */
@Component({
  selector: 'app-change-detail',
  imports: [Icon, Moment, RouterLink],
  host: { class: 'block' },
  template: `
    <aside class="panel" aria-label="Selected change">
      <header class="panel-head min-h-12">
        <app-icon class="glyph" [class]="'tone-' + look().tone" [name]="look().icon" />
        <h2 class="min-w-0 truncate" [title]="change().title">{{ change().title }}</h2>
        @if (change().actor === 'outside') {
          <span class="badge badge-warn">Outside</span>
        }
        <span class="flex-1"></span>
        <button
          type="button"
          class="btn btn-ghost btn-icon btn-sm"
          aria-label="Close"
          (click)="closed.emit()"
        >
          <app-icon name="close" />
        </button>
      </header>
      @if (change().detail !== '') {
        <p class="detail-text">{{ change().detail }}</p>
      }
      @if (lines().length > 0) {
        <section class="detail-part">
          <h3>What is different</h3>
          <div class="diff" role="region" aria-label="What is different" tabindex="0">
            @for (line of lines(); track $index) {
              <div [class]="'diff-' + line.sign">
                <span aria-hidden="true">{{ signs[line.sign] }}</span><span class="sr-only">{{
                  words[line.sign]
                }}</span
                ><span>{{ line.text }}</span>
              </div>
            }
          </div>
        </section>
      }
      <section class="detail-part">
        <h3>How this is known</h3>
        <p class="detail-text text-muted">{{ change().known }}</p>
      </section>
      <dl class="facts border-t border-line">
        <dt>When</dt>
        <dd><app-moment [at]="change().at" /></dd>
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
        @if (change().operationId; as operation) {
          <dt>Operation</dt>
          <dd>
            <a class="link" [routerLink]="[]" [queryParams]="{ op: operation }" queryParamsHandling="merge"
              >Show the operation</a
            >
          </dd>
        }
      </dl>
    </aside>
  `,
})
export class ChangeDetail {
  readonly change = input.required<Change>();
  readonly closed = output();

  protected readonly look = computed(() => lookOf(this.change()));
  protected readonly lines = computed(() => diffLinesOf(this.change()));
  protected readonly ids = computed(() => containerIdsOf(this.change()));
  protected readonly actor = computed(() => actorText(this.change().actor));
  protected readonly link = linkOfKey;
  protected readonly signs = { same: '', removed: '−', added: '+' } as const;
  protected readonly words = { same: '', removed: 'before: ', added: 'after: ' } as const;
}
