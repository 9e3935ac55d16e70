import { DialogRef } from '@angular/cdk/dialog';
import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import {
  BehaviorSubject,
  combineLatest,
  exhaustMap,
  ignoreElements,
  map,
  merge,
  type Observable,
  scan,
  startWith,
  Subject,
} from 'rxjs';
import { Actions } from '../../core/commands/actions';
import { CommandRuns } from '../../core/commands/command-runs';
import type { Offer } from '../../core/commands/offers';
import { DirectoryFeed } from '../../core/directory/directory-feed';
import { TypedAhead } from '../../core/keyboard/typed-ahead';
import { OperationAddress } from '../../core/operations/operation-address';
import { Session } from '../../core/session/session';
import { ThemeChoice } from '../../core/theme/theme';
import { Highlight } from '../../ui/highlight/highlight';
import { Icon } from '../../ui/icon/icon';
import { Reveal } from '../../ui/reveal/reveal';
import { FLOATING_ACTIONS } from '../floating-actions';
import { type PaletteDeed, paletteEntriesOf } from './palette-entries';
import { type PaletteGroup, type PaletteHit, paletteViewOf } from './palette-view';

interface PaletteView {
  readonly query: string;
  readonly groups: readonly PaletteGroup[];
  readonly active: PaletteHit | null;
}

/** Finds services, pages and what can be done, by keyboard alone. */
@Component({
  selector: 'app-palette',
  imports: [AsyncPipe, Highlight, Icon, Reveal],
  host: { class: 'palette' },
  template: `
    @if (view$ | async; as view) {
      <div class="palette-query">
        <app-icon name="search" />
        <input
          #query
          type="text"
          role="combobox"
          aria-label="Search or run a command"
          aria-autocomplete="list"
          aria-expanded="true"
          aria-controls="palette-list"
          placeholder="Service, project, image, page or action"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          [attr.aria-activedescendant]="view.active ? view.active.entry.id : null"
          (focus)="catchUp(query)"
          (input)="query$.next(query.value)"
          (keydown)="steer($event, view)"
        />
      </div>
      <div id="palette-list" class="palette-list" role="listbox" aria-label="Results" tabindex="-1">
        @for (group of view.groups; track group.name) {
          <div role="group" [attr.aria-labelledby]="'palette-' + group.name">
            <div class="palette-group" [id]="'palette-' + group.name">{{ group.name }}</div>
            @for (hit of group.hits; track hit.entry.id) {
              <div
                class="palette-option"
                role="option"
                [class]="hit.entry.tone ? 'tone-' + hit.entry.tone : ''"
                [id]="hit.entry.id"
                [attr.aria-selected]="hit === view.active"
                [appReveal]="hit === view.active"
                (click)="run(hit.entry.deed)"
                (keydown.enter)="run(hit.entry.deed)"
                tabindex="-1"
              >
                <app-icon [name]="hit.entry.icon" />
                <span><app-highlight [text]="hit.entry.text" [ranges]="hit.textRanges" /></span>
                @if (hit.entry.state; as state) {
                  <span class="sr-only">, {{ state }}, </span>
                }
                @if (hit.entry.note; as note) {
                  <small><app-highlight [text]="note" [ranges]="hit.noteRanges" /></small>
                }
                @if (hit.entry.keys.length > 0) {
                  <span class="palette-keys" aria-hidden="true">
                    @for (key of hit.entry.keys; track $index) {
                      <kbd>{{ key }}</kbd>
                    }
                  </span>
                }
              </div>
            }
          </div>
        }
      </div>
      <p role="status" class="px-4 text-center text-muted" [class.py-6]="view.groups.length === 0">
        {{ view.groups.length === 0 ? 'Nothing matches “' + view.query + '”.' : '' }}
      </p>
      <div class="palette-foot" aria-hidden="true">
        <span><kbd>↑</kbd><kbd>↓</kbd> choose</span>
        <span><kbd>Enter</kbd> open</span>
        <span><kbd>Esc</kbd> close</span>
      </div>
    }
  `,
})
export class Palette {
  private readonly dialog = inject(DialogRef);
  private readonly actions = inject(FLOATING_ACTIONS);
  private readonly feed = inject(DirectoryFeed);
  private readonly session = inject(Session);
  private readonly theme = inject(ThemeChoice);
  private readonly router = inject(Router);
  private readonly runs = inject(CommandRuns);
  private readonly address = inject(OperationAddress);
  private readonly typedAhead = inject(TypedAhead);

  protected readonly query$ = new BehaviorSubject('');
  private readonly moves$ = new Subject<1 | -1>();
  private readonly signOut$ = new Subject<void>();

  private readonly entries$ = combineLatest([
    this.feed.directory$,
    this.feed.freshness$,
    inject(Actions).context$,
  ]).pipe(
    map(([watched, { status }, context]) =>
      paletteEntriesOf(watched.status === 'known' ? watched.value : null, status === 'stale', context),
    ),
  );

  /** How far from the first hit, in either direction; what is typed goes back to the first. */
  private readonly steps$ = merge(this.moves$, this.query$.pipe(map(() => 0 as const))).pipe(
    scan((steps, move) => (move === 0 ? 0 : steps + move), 0),
    startWith(0),
  );

  protected readonly view$: Observable<PaletteView> = merge(
    combineLatest([this.entries$, this.query$, this.steps$]).pipe(
      map(([entries, query, steps]) => {
        const groups = paletteViewOf(entries, query);
        const hits = groups.flatMap((group) => group.hits);
        return { query, groups, active: hits.at(steps % Math.max(1, hits.length)) ?? null };
      }),
    ),
    this.signOut$.pipe(
      exhaustMap(() => this.session.logout()),
      ignoreElements(),
    ),
  );

  /** What was typed while it was opened comes first. */
  protected catchUp(field: HTMLInputElement): void {
    const typed = this.typedAhead.take();
    if (typed === '') return;
    field.value += typed;
    this.query$.next(field.value);
  }

  protected steer(event: KeyboardEvent, { active }: PaletteView): void {
    if (event.key === 'ArrowDown') this.moves$.next(1);
    else if (event.key === 'ArrowUp') this.moves$.next(-1);
    else if (event.key === 'Enter' && active !== null && !event.isComposing) this.run(active.entry.deed);
    else return;
    event.preventDefault();
  }

  protected run(deed: PaletteDeed): void {
    switch (deed.kind) {
      case 'go':
        this.dialog.close();
        void this.router.navigate(
          [...deed.link],
          deed.link[0] === '/password' ? { queryParams: { from: this.router.url } } : {},
        );
        break;
      case 'theme':
        this.theme.choose(deed.theme);
        this.dialog.close();
        break;
      case 'keys':
        this.actions.showKeys();
        break;
      case 'run':
        this.dialog.close();
        this.start(deed.offer);
        break;
      case 'sign-out':
        this.signOut$.next();
        break;
    }
  }
  /** What is kept away by an operation leads to that one. */
  private start(offer: Offer): void {
    const inTheWay = offer.blocked?.operationId ?? null;
    if (inTheWay === null) this.runs.press(offer);
    else void this.address.open(inTheWay);
  }
}
