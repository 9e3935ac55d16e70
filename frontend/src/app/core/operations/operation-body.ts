import { Component, computed, input, linkedSignal, untracked, viewChild } from '@angular/core';
import type { OperationDetail } from '#shared/operation';
import { Icon } from '../../ui/icon/icon';
import { OperationFacts } from './operation-facts';
import { OperationOutput } from './operation-output';
import type { ReadOperation } from './operation-reader';
import { OperationSteps } from './operation-steps';
import type { OperationView } from './operation-view';
import type { TrailView } from './trail-view';
import { WaitingBehind } from './waiting-behind';

/** What an operation does and has done: in the drawer, and beside the list. */
@Component({
  selector: 'app-operation-body',
  imports: [Icon, OperationFacts, OperationOutput, OperationSteps, WaitingBehind],
  host: { class: 'contents' },
  template: `
    @let shown = view();
    @if (shown.trouble; as trouble) {
      <div
        class="note operation-note"
        [class.note-bad]="shown.look.tone === 'bad'"
        [class.note-warn]="shown.look.tone !== 'bad'"
      >
        <app-icon [name]="shown.look.glyph" />
        <div class="note-text">
          <b>{{ trouble.fact }}</b>
          @if (trouble.rest) {
            <p>{{ trouble.rest }}</p>
          }
        </div>
      </div>
    }
    @if (shown.operation.status === 'queued') {
      <app-waiting-behind [ids]="read().detail.waitingBehind" />
    }
    <app-operation-steps [steps]="shown.steps" [loose]="shown.loose" (outputWanted)="showOutput()" />
    @if (shown.operation.status !== 'refused') {
      <app-operation-output
        [operationId]="shown.operation.id"
        [output]="read().record.output"
        [loading]="read().outputLoading"
        [live]="!shown.isOver"
        [bytes]="read().detail.output.bytes"
        [truncated]="read().detail.output.truncated"
      />
    }
    <details #details class="operation-details" [open]="isOpen()" (toggle)="isOpen.set(details.open)">
      <summary><app-icon name="right" />Details</summary>
      @if (isOpen()) {
        <app-operation-facts
          [detail]="factsOf(read().detail, shown)"
          [record]="read().record"
          [trail]="trail()"
        />
      }
    </details>
  `,
})
export class OperationBody {
  readonly read = input.required<Extract<ReadOperation, { status: 'known' }>>();
  readonly view = input.required<OperationView>();
  /** What an admin sees of the trail; null for everybody else. */
  readonly trail = input.required<TrailView | null>();
  readonly detailsOpen = input(false);

  private readonly output = viewChild(OperationOutput);

  private readonly id = computed(() => this.view().operation.id);

  /** Where it was over when it was opened there is nothing to watch, and who opens it wants to know. */
  protected readonly isOpen = linkedSignal({
    source: this.id,
    computation: () => untracked(() => this.detailsOpen() || this.view().isOver),
  });

  protected showOutput(): void {
    this.output()?.show();
  }

  /** What was followed is ahead of what was asked for. */
  protected factsOf(detail: OperationDetail, { operation, isOver }: OperationView): OperationDetail {
    return isOver ? { ...detail, ...operation, exitCode: detail.exitCode ?? operation.exitCode } : detail;
  }
}
