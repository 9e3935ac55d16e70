import { Component, computed, input, output } from '@angular/core';
import type { ChangeLanes } from '#shared/change';
import { lanesViewOf } from './lanes-view';

/** The window at a glance: four lanes on one time axis. A mark opens what it stands for. */
@Component({
  selector: 'app-lanes-panel',
  host: { class: 'block' },
  template: `
    <section class="panel" aria-labelledby="lanes-title">
      <header class="panel-head">
        <h2 id="lanes-title">{{ title() }}</h2>
        <span class="flex-1"></span>
        <ul class="legend" aria-label="What the marks mean">
          @for (entry of legend; track entry.word) {
            <li>
              <i class="change-mark" [class]="'mark-' + entry.mark + ' tone-' + entry.tone"></i
              >{{ entry.word }}
            </li>
          }
        </ul>
      </header>
      @if (view(); as view) {
        <div class="lanes">
          @for (lane of view.lanes; track lane.lane) {
            <span>{{ lane.word }}</span>
            <div class="lane-track" role="group" [attr.aria-label]="lane.word + ', ' + lane.count">
              @for (tick of view.ticks; track tick.left) {
                <i class="lane-line" [style.left.%]="tick.left"></i>
              }
              @for (mark of lane.marks; track mark.id) {
                <button
                  type="button"
                  class="change-mark"
                  tabindex="-1"
                  [class]="'mark-' + mark.mark + ' tone-' + mark.tone"
                  [style.left.%]="mark.left"
                  [title]="mark.title"
                  [attr.aria-label]="mark.title"
                  (click)="chosen.emit(mark.id)"
                ></button>
              }
            </div>
          }
          <span></span>
          <div class="lane-axis" aria-hidden="true">
            @for (tick of view.ticks; track tick.left) {
              @if (tick.left < 92) {
                <span [style.left.%]="tick.left">{{ tick.text }}</span>
              }
            }
            <span class="lane-end">{{ end() }}</span>
          </div>
        </div>
      } @else {
        <div class="lanes" aria-busy="true">
          <span class="skeleton w-20"></span><span class="skeleton"></span>
        </div>
      }
    </section>
  `,
})
export class LanesPanel {
  /** Null while they are not known. */
  readonly lanes = input.required<ChangeLanes | null>();
  readonly title = input.required<string>();
  /** What stands at the right end of the axis. */
  readonly end = input.required<string>();
  readonly chosen = output<string>();

  protected readonly view = computed(() => {
    const lanes = this.lanes();
    return lanes === null ? null : lanesViewOf(lanes);
  });
  protected readonly legend = [
    { mark: 'up', tone: 'off', word: 'Updated' },
    { mark: 'dot', tone: 'off', word: 'Restarted' },
    { mark: 'cross', tone: 'bad', word: 'Failed' },
    { mark: 'diamond', tone: 'warn', word: 'Outside' },
  ] as const;
}
