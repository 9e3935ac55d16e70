import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Operation } from '#shared/operation';
import { Status } from '../../ui/status/status';
import { Ticker } from '../../ui/time/ticker';
import { operationRowOf } from './operation-row-view';

/** The cells of one operation. Its row is the host. */
@Component({
  selector: 'app-operation-row',
  imports: [RouterLink, Status],
  template: `
    @let shown = row();
    <span class="d-time" role="cell">
      <time [attr.datetime]="shown.at" [title]="shown.exact">{{ shown.time }}</time>
    </span>
    <span class="d-what" role="cell">
      <a
        class="what"
        data-row-link
        [routerLink]="[]"
        [queryParams]="{ id: shown.id }"
        queryParamsHandling="merge"
        [title]="shown.verb + ' ' + shown.name + (shown.within ? ' in ' + shown.within : '')"
      >
        <span>{{ shown.verb }}</span><b>{{ shown.name }}</b
        ><small>{{ shown.within }}</small>
      </a>
    </span>
    <span class="d-who cut" role="cell" [title]="shown.actor">
      <time class="md:hidden" [attr.datetime]="shown.at">{{ shown.time }} · </time>{{ shown.actor }}
    </span>
    <span class="d-result" role="cell"><app-status [look]="shown.look" /></span>
    <span class="d-took" role="cell">
      {{ shown.took }}
      <span class="share" [class.share-slow]="shown.isSlow" aria-hidden="true">
        @if (shown.share !== null) {
          <i [style.width.%]="shown.share"></i>
        }
      </span>
      @if (shown.isSlow) {
        <span class="sr-only">, longer than 95 % of its runs</span>
      }
    </span>
  `,
})
export class OperationRow {
  readonly operation = input.required<Operation>();
  /** What the catalog calls its command. */
  readonly commandTitle = input.required<string | null>();
  readonly p95Ms = input.required<number | null>();

  private readonly ticker = inject(Ticker);
  protected readonly row = computed(() =>
    operationRowOf(this.operation(), this.commandTitle(), this.p95Ms(), this.ticker.now()),
  );
}
