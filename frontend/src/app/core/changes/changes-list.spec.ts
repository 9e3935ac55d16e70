import { HttpErrorResponse } from '@angular/common/http';
import { describe, expect, it } from '@jest/globals';
import { BehaviorSubject, of, Subject, throwError } from 'rxjs';
import type { ChangesPage } from '#shared/change';
import { aChange } from '../../../testing/change';
import type { Watched } from '../realtime/topic';
import type { ChangesFilter } from './changes-api';
import { addNew, beginNew, type NewChanges } from './changes-feed';
import { changesList, type LoadedChanges, matches, withNew } from './changes-list';

const ALL: ChangesFilter = {
  service: null,
  kind: null,
  actor: null,
  lane: null,
  text: '',
  from: null,
  to: null,
};
const at = (minute: number): string => `2026-06-18T14:${String(minute).padStart(2, '0')}:00.000Z`;

describe('changesList', () => {
  function load(answers: Readonly<Record<string, ChangesPage | 'fails'>>): {
    filter$: BehaviorSubject<ChangesFilter>;
    older$: Subject<void>;
    new$: BehaviorSubject<Watched<NewChanges>>;
    answers: Record<string, ChangesPage | 'fails'>;
    last: () => LoadedChanges | undefined;
  } {
    const filter$ = new BehaviorSubject(ALL);
    const older$ = new Subject<void>();
    const new$ = new BehaviorSubject<Watched<NewChanges>>({ status: 'waiting' });
    const changing = { ...answers };
    let last: LoadedChanges | undefined;
    changesList(filter$, older$, new$, (_filter, cursor) => {
      const answer = changing[cursor ?? 'first'] ?? 'fails';
      return answer === 'fails' ? throwError(() => new HttpErrorResponse({ status: 0 })) : of(answer);
    }).subscribe((loaded) => {
      last = loaded;
    });
    return { filter$, older$, new$, answers: changing, last: () => last };
  }

  const first: ChangesPage = { items: [aChange({ id: 'c-3', at: at(3) })], nextCursor: 'more' };
  const second: ChangesPage = { items: [aChange({ id: 'c-2', at: at(2) })], nextCursor: null };

  const ids = (loaded: LoadedChanges | undefined): string[] => (loaded?.items ?? []).map(({ id }) => id);

  it('loads page after page, and stops at the end', () => {
    const { older$, last } = load({ first, more: second });
    expect(ids(last())).toEqual(['c-3']);
    older$.next();
    expect(ids(last())).toEqual(['c-3', 'c-2']);
    older$.next();
    expect(last()).toMatchObject({ cursor: null, loading: false });
  });

  it('keeps what it has when the next page fails, and tries again', () => {
    const list = load({ first });
    list.older$.next();
    expect(list.last()).toMatchObject({ failure: { kind: 'offline' }, cursor: 'more' });
    expect(ids(list.last())).toEqual(['c-3']);
    list.answers['more'] = second;
    list.older$.next();
    expect(ids(list.last())).toEqual(['c-3', 'c-2']);
  });

  it('puts what is new on top, and begins anew after the connection was lost', () => {
    const list = load({ first });
    const begun = beginNew();
    list.new$.next({ status: 'known', value: begun });
    list.new$.next({ status: 'known', value: addNew(begun, aChange({ id: 'c-4', at: at(4) })) });
    expect(ids(list.last())).toEqual(['c-4', 'c-3']);
    list.answers['first'] = { items: [aChange({ id: 'c-9', at: at(9) })], nextCursor: null };
    list.new$.next({ status: 'known', value: beginNew() });
    expect(ids(list.last())).toEqual(['c-9']);
  });

  it('shows what it had until it has begun anew, also where that fails', () => {
    const list = load({ first });
    list.answers['first'] = 'fails';
    list.new$.next({ status: 'known', value: beginNew() });
    expect(ids(list.last())).toEqual(['c-3']);
    expect(list.last()).toMatchObject({ failure: { kind: 'offline' }, cursor: 'more' });
    list.answers['first'] = second;
    list.older$.next();
    expect(ids(list.last())).toEqual(['c-2']);
  });

  it('begins anew with another filter', () => {
    const list = load({ first });
    list.answers['first'] = second;
    list.filter$.next({ ...ALL, lane: 'outside' });
    expect(ids(list.last())).toEqual(['c-2']);
  });
});

describe('withNew', () => {
  it('replaces an operation that went on, where it stands', () => {
    const items = [aChange({ id: 'o-1', at: at(1), detail: 'Running' })];
    const fresh = [aChange({ id: 'o-1', at: at(1), detail: 'Succeeded' })];
    expect(withNew(items, fresh)).toEqual(fresh);
  });
});

describe('matches', () => {
  const change = aChange({ at: at(30) });

  it.each([
    [{}, true],
    [{ service: 'vault/vaultwarden' }, true],
    [{ service: 'vault/other' }, false],
    [{ lane: 'outside' }, true],
    [{ lane: 'host' }, false],
    [{ kind: 'recreated' }, true],
    [{ kind: 'restarted' }, false],
    [{ actor: 'outside' }, true],
    [{ actor: 'marta' }, false],
    [{ text: 'RECREATED' }, true],
    [{ text: 'jellyfin' }, false],
    [{ from: at(29), to: at(31) }, true],
    [{ from: at(31) }, false],
    [{ to: at(30) }, false],
  ] as const)('%j: %s', (wanted, expected) => {
    expect(matches(change, { ...ALL, ...wanted })).toBe(expected);
  });

  it('takes an operation on the whole project for one on the service', () => {
    const up = aChange({ kind: 'operation', service: null });
    expect(matches(up, { ...ALL, service: 'vault/vaultwarden' })).toBe(true);
  });

  it('draws what an operation did with the operations', () => {
    expect(matches(aChange({ operationId: 'x' }), { ...ALL, lane: 'operations' })).toBe(true);
    expect(matches(aChange({ operationId: 'x' }), { ...ALL, lane: 'outside' })).toBe(false);
  });
});
