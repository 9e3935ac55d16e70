import { AsyncPipe } from '@angular/common';
import { Component, ElementRef, inject } from '@angular/core';
import { combineLatest, map } from 'rxjs';
import { CommandsFeed } from '../core/commands/commands-feed';
import { OperationAddress } from '../core/operations/operation-address';
import { commandWordsOf, targetWordsOf } from '../core/operations/operation-words';
import { OperationsFeed } from '../core/operations/operations-feed';
import { Icon } from '../ui/icon/icon';
import { Age } from '../ui/time/age';
import { Floating } from './floating';

/** What runs right now, on every page; one press away. */
@Component({
  selector: 'app-running-chip',
  imports: [Age, AsyncPipe, Icon],
  host: { class: 'contents' },
  template: `
    @if (running$ | async; as running) {
      @if (running.only; as only) {
        <button type="button" class="running" [title]="only.doing + ' ' + only.name" (click)="open(only.id)">
          <app-icon [class.animate-spin]="!only.queued" [name]="only.queued ? 'is-waiting' : 'is-starting'" />
          <span class="running-what"
            >{{ only.queued ? 'Queued:' : '' }} {{ only.doing }}
            <b class="align-bottom inline-block">{{ only.name }}</b></span
          >
          <span class="running-time"><app-age [since]="only.since" /></span>
          <span class="sr-only">, show the operation</span>
        </button>
      } @else if (running.count > 0) {
        <button #chip type="button" class="running" aria-haspopup="dialog" (click)="openAll(chip)">
          <app-icon class="animate-spin" name="is-starting" />
          <span
            ><b>{{ running.count }}</b> <span class="running-what"> running</span></span
          >
        </button>
      }
    }
  `,
})
export class RunningChip {
  private readonly address = inject(OperationAddress);
  private readonly floating = inject(Floating);

  protected readonly running$ = combineLatest([
    inject(OperationsFeed).active$,
    inject(CommandsFeed).titles$,
  ]).pipe(
    map(([active, titles]) => {
      const [first] = active;
      if (first === undefined || active.length > 1) return { count: active.length, only: null };
      return {
        count: 1,
        only: {
          id: first.id,
          doing: commandWordsOf(first.command, titles.get(first.command) ?? null).doing,
          name: targetWordsOf(first).name,
          since: first.startedAt ?? first.requestedAt,
          queued: first.status === 'queued',
        },
      };
    }),
  );

  protected open(id: string): void {
    void this.address.open(id);
  }

  protected openAll(chip: HTMLElement): void {
    this.floating.openRunning(matchMedia('(width < 48rem)').matches ? undefined : new ElementRef(chip));
  }
}
