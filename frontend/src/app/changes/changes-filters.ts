import { AsyncPipe } from '@angular/common';
import { Component, inject, input, output } from '@angular/core';
import { catchError, combineLatest, map, of, startWith } from 'rxjs';
import { CHANGE_KINDS, CHANGE_LANES, type ChangeLane } from '#shared/change';
import { actorText, kindWord } from '../core/changes/change-look';
import { DirectoryFeed } from '../core/directory/directory-feed';
import { compareNames } from '../core/directory/order';
import { failureOf } from '../core/http/failure';
import type { KeyId } from '../core/keyboard/key-map';
import { OnKeys } from '../core/keyboard/on-keys';
import { OperationsApi } from '../core/operations/operations-api';
import { Icon } from '../ui/icon/icon';
import { type ChangesQuery, isNarrowed, WINDOWS, type WindowName } from './changes-query';
import { LANE_WORDS } from './lanes-view';
import { RangeField } from './range-field';

/** What narrows the changes down. Everything that is set looks set. */
@Component({
  selector: 'app-changes-filters',
  imports: [AsyncPipe, Icon, OnKeys, RangeField],
  host: { class: 'block', role: 'search', 'aria-label': 'Filter changes' },
  templateUrl: './changes-filters.html',
})
export class ChangesFilters {
  readonly query = input.required<ChangesQuery>();
  /** How many there are on each lane; null while that is not known. */
  readonly counts = input.required<Readonly<Record<ChangeLane | 'all', number>> | null>();
  readonly narrowed = output<Partial<ChangesQuery>>();
  readonly typed = output<string>();
  readonly cleared = output();

  protected readonly windows = WINDOWS;
  protected readonly lanes = CHANGE_LANES;
  protected readonly laneWords = LANE_WORDS;
  protected readonly focusKeys: readonly KeyId[] = ['filter', 'first-filter'];
  protected readonly isNarrowed = isNarrowed;
  protected readonly kinds = CHANGE_KINDS.map((kind) => ({ kind, text: kindWord(kind) })).sort((a, b) =>
    compareNames(a.text, b.text),
  );

  /** Whoever has run something may have changed something; the rest was outside, or is not known. */
  protected readonly choices$ = combineLatest({
    actors: inject(OperationsApi)
      .facets()
      .pipe(
        map(({ actors }) => actors),
        catchError((error: unknown) => {
          failureOf(error);
          return of<readonly string[]>([]); // what is set can still be changed by hand in the address
        }),
        startWith<readonly string[]>([]),
      ),
    services: inject(DirectoryFeed).directory$.pipe(
      map((watched) =>
        watched.status === 'known' ? [...watched.value.services.keys()].sort(compareNames) : [],
      ),
      startWith<readonly string[]>([]),
    ),
  }).pipe(
    map(({ actors, services }) => ({
      services,
      actors: ['outside', 'unknown', ...actors].map((actor) => ({ actor, text: actorWord(actor) })),
    })),
  );

  protected isOffered(service: string, services: readonly string[]): boolean {
    return services.includes(service);
  }

  protected showWindow(window: WindowName): void {
    this.narrowed.emit({ window, from: null, to: null });
  }

  protected focus(key: KeyId, field: HTMLInputElement, first: HTMLSelectElement): void {
    if (key === 'first-filter') {
      first.focus();
      return;
    }
    field.focus();
    field.select();
  }

  protected kindOf(value: string): ChangesQuery['kind'] {
    return CHANGE_KINDS.find((kind) => kind === value) ?? null;
  }
}

function actorWord(actor: string): string {
  const text = actorText(actor);
  return actor === 'outside' || actor === 'unknown' ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
