import { Component, computed, input } from '@angular/core';
import type { OperationDetail } from '#shared/operation';
import { CopyButton } from '../../ui/copy/copy-button';
import { duration } from '../../ui/time/format-time';
import { Moment } from '../../ui/time/moment';
import { containerRowsOf } from './container-rows';
import { ContainerTable } from './container-table';
import { OperationCalls } from './operation-calls';
import type { OperationRecord } from './operation-record';
import { OperationServices } from './operation-services';
import { shownParamsOf } from './shown-params';
import { TrailTimeline } from './trail-timeline';
import type { TrailView } from './trail-view';

/** Who asked for what, from where and why, what was really called, and what is different now. */
@Component({
  selector: 'app-operation-facts',
  imports: [ContainerTable, CopyButton, Moment, OperationCalls, OperationServices, TrailTimeline],
  host: { class: 'block' },
  templateUrl: './operation-facts.html',
})
export class OperationFacts {
  readonly detail = input.required<OperationDetail>();
  readonly record = input.required<OperationRecord>();
  /** Null for whoever may not see it. */
  readonly trail = input.required<TrailView | null>();

  protected readonly limit = computed(() => duration(this.detail().timeoutMs));
  /** What was refused has not begun. */
  protected readonly ended = computed(() => {
    const { status, finishedAt } = this.detail();
    return status === 'refused' ? null : finishedAt;
  });
  protected readonly took = computed(() => {
    const { durationMs } = this.detail();
    return durationMs === null ? '' : `, took ${duration(durationMs)}`;
  });
  protected readonly params = computed(() => shownParamsOf(this.detail()));
  protected readonly containers = computed(() => containerRowsOf(this.detail()));
  protected readonly areContainersUnknown = computed(() => {
    const { services, startedAt, finishedAt, containersBefore, containersAfter } = this.detail();
    const hasRun = startedAt !== null && finishedAt !== null;
    return hasRun && services.length > 0 && (containersBefore === null || containersAfter === null);
  });
}
