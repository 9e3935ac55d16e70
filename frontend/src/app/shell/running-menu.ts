import { DialogRef } from '@angular/cdk/dialog';
import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { combineLatest, map } from 'rxjs';
import { CommandsFeed } from '../core/commands/commands-feed';
import { OperationAddress } from '../core/operations/operation-address';
import { operationLookOf } from '../core/operations/operation-look';
import { operationTitleOf } from '../core/operations/operation-words';
import { OperationsFeed } from '../core/operations/operations-feed';
import { Icon } from '../ui/icon/icon';
import { SwipeDown } from '../ui/overlay/swipe-down';
import { Age } from '../ui/time/age';

/** Every operation that is under way. */
@Component({
  selector: 'app-running-menu',
  imports: [Age, AsyncPipe, Icon, RouterLink],
  host: { class: 'grid gap-px p-1' },
  hostDirectives: [SwipeDown],
  template: `
    <h2 class="menu-title">Under way</h2>
    <ul>
      @for (each of running$ | async; track each.id) {
        <li>
          <button type="button" class="menu-item" [class]="'tone-' + each.look.tone" (click)="open(each.id)">
            <app-icon [class.animate-spin]="each.look.glyph === 'is-starting'" [name]="each.look.glyph" />
            <span class="min-w-0 cut">{{ each.title }}</span>
            <small class="ml-auto pl-2 text-subtle">{{ each.actor }}, <app-age [since]="each.since" /></small>
          </button>
        </li>
      } @empty {
        <li class="px-2 pb-2 text-muted">Nothing runs any more.</li>
      }
    </ul>
    <div class="menu-line"></div>
    <a class="menu-item" routerLink="/operations" (click)="close()">
      <app-icon name="operations" />All operations<kbd>G</kbd><kbd>P</kbd>
    </a>
  `,
})
export class RunningMenu {
  private readonly dialog = inject(DialogRef);
  private readonly address = inject(OperationAddress);

  protected readonly running$ = combineLatest([
    inject(OperationsFeed).active$,
    inject(CommandsFeed).titles$,
  ]).pipe(
    map(([active, titles]) =>
      active.map((each) => ({
        id: each.id,
        look: operationLookOf(each.status),
        title: operationTitleOf(each, titles.get(each.command) ?? null),
        actor: each.actor,
        since: each.startedAt ?? each.requestedAt,
      })),
    ),
  );

  protected open(id: string): void {
    this.dialog.close();
    void this.address.open(id);
  }

  protected close(): void {
    this.dialog.close();
  }
}
