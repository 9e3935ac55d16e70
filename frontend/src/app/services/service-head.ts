import { Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Actions } from '../core/commands/actions';
import { busyOf } from '../core/commands/busy';
import { HeadActions } from '../core/commands/head-actions';
import type { Target } from '../core/commands/target';
import { Icon } from '../ui/icon/icon';
import { Status } from '../ui/status/status';
import { Age } from '../ui/time/age';
import { clockTime } from '../ui/time/format-time';
import { serviceHeadViewOf } from './service-head-view';
import type { ServicePageView } from './service-page-view';

/** Which service this is, and how it is right now. Stands from the first moment, whatever else is known. */
@Component({
  selector: 'app-service-head',
  imports: [Age, HeadActions, Icon, Status],
  host: { class: 'head' },
  template: `
    <div class="min-w-0 flex-1">
      <div class="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h1 tabindex="-1">{{ view().address.name }}</h1>
        @if (head(); as head) {
          @if (busy(); as busy) {
            <app-status [look]="busy.look" />
          } @else if (head.was; as was) {
            <app-status [look]="head.look">was {{ was }}</app-status>
          } @else {
            <app-status [look]="head.look" />
          }
          @if (head.asOf; as at) {
            <span class="badge badge-warn"><app-icon name="clock" />As of {{ clock(at) }}</span>
          }
        }
      </div>
      @if (head(); as head) {
        <div class="meta">
          <span [title]="head.image.full"
            ><app-icon name="box" /><code class="cut">{{ head.image.version }}</code></span
          >
          <span><app-icon name="clock" />{{ head.word }} <app-age [since]="head.since" /></span>
          @for (port of head.ports; track port.label) {
            <span [title]="port.title">
              <app-icon name="link" />
              @if (port.href; as href) {
                <a
                  class="link"
                  target="_blank"
                  rel="noopener noreferrer"
                  [href]="href"
                  [attr.aria-label]="view().address.name + ' on port ' + port.label + ', opens in a new tab'"
                  >{{ port.label }}</a
                >
              } @else {
                {{ port.label }}
              }
            </span>
          }
          @if (head.replicas; as replicas) {
            <span>{{ replicas }}</span>
          }
        </div>
      } @else if (view().status === 'loading') {
        <div class="meta h-5 items-center"><span class="skeleton w-64"></span></div>
      }
    </div>
    @if (target(); as target) {
      <app-head-actions [target]="target" />
    }
  `,
})
export class ServiceHead {
  readonly view = input.required<ServicePageView>();

  protected readonly head = computed(() => serviceHeadViewOf(this.view(), location.hostname));
  protected readonly clock = clockTime;
  /** What can be acted on; what is gone cannot. */
  protected readonly target = computed((): Target | null => {
    const view = this.view();
    return view.status === 'shown' && !view.removed ? { kind: 'service', service: view.service } : null;
  });
  private readonly context = toSignal(inject(Actions).context$);
  protected readonly busy = computed(() => {
    const context = this.context();
    return context === undefined ? null : busyOf(context, this.view().address);
  });
}
