import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OperationDetail } from '#shared/operation';
import { CopyButton } from '../../ui/copy/copy-button';
import { duration } from '../../ui/time/format-time';
import { Moment } from '../../ui/time/moment';
import { linkOfKey } from '../directory/service-key';
import type { OperationRecord } from './operation-record';
import { changedContainersOf } from './container-changes';

/** Who asked for what, with which words, what was really called, and what is different now. */
@Component({
  selector: 'app-operation-facts',
  imports: [CopyButton, Moment, RouterLink],
  host: { class: 'block' },
  template: `
    @let shown = detail();
    <dl class="facts">
      <dt>By</dt>
      <dd>{{ shown.actor }}</dd>
      @if (shown.reason; as reason) {
        <dt>Reason</dt>
        <dd>{{ reason }}</dd>
      }
      <dt>Asked for</dt>
      <dd><app-moment [at]="shown.requestedAt" /></dd>
      @if (shown.finishedAt; as at) {
        <dt>Ended</dt>
        <dd><app-moment [at]="at" />{{ took() }}</dd>
      }
      @if (shown.exitCode !== null) {
        <dt>Exit code</dt>
        <dd>
          <code>{{ shown.exitCode }}</code>
        </dd>
      }
      @if (shown.services.length > 0) {
        <dt>{{ shown.services.length === 1 ? 'Service' : 'Services' }}</dt>
        <dd>
          @for (key of shown.services; track key) {
            <a class="link mr-2" [routerLink]="link(key)">{{ key }}</a>
          }
        </dd>
      }
      @for (param of params(); track param.name) {
        <dt>{{ param.name }}</dt>
        <dd>
          <code>{{ param.value }}</code>
        </dd>
      }
      <dt>Stopped after</dt>
      <dd>{{ limit() }}</dd>
      <dt>Operation</dt>
      <dd class="with-copy">
        <code class="min-w-0 cut">{{ shown.id }}</code>
        <app-copy-button class="ml-auto" [text]="shown.id" what="operation id" />
      </dd>
    </dl>
    @if (changes(); as changes) {
      <h3 class="facts-title">Containers</h3>
      <ul class="pairs">
        @for (change of changes; track change.name) {
          <li>
            <span>{{ change.name }}</span><span class="text-muted">{{ change.text }}</span>
          </li>
        }
      </ul>
    }
    @if (record().calls.length > 0) {
      <h3 class="facts-title">Exact calls</h3>
      <ul class="calls">
        @for (call of record().calls; track $index) {
          <li>
            @if (call.type === 'process') {
              <code>{{ call.argv.join(' ') }}</code><small class="text-subtle">in {{ call.cwd }}</small>
            } @else {
              <code>{{ call.request }}</code>
            }
          </li>
        }
      </ul>
    }
  `,
})
export class OperationFacts {
  readonly detail = input.required<OperationDetail>();
  readonly record = input.required<OperationRecord>();

  protected readonly link = linkOfKey;
  protected readonly limit = computed(() => duration(this.detail().timeoutMs));
  protected readonly took = computed(() => {
    const { durationMs } = this.detail();
    return durationMs === null ? '' : `, after ${duration(durationMs)}`;
  });
  /** What is not said elsewhere. */
  protected readonly params = computed(() =>
    Object.entries(this.detail().params)
      .filter(([name]) => name !== 'service' && name !== 'project')
      .map(([name, value]) => ({ name, value: typeof value === 'string' ? value : JSON.stringify(value) })),
  );
  protected readonly changes = computed(() => changedContainersOf(this.detail()));
}
