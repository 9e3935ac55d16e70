import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Location } from '@angular/common';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Subscription } from 'rxjs';
import type { DirectoryQuery } from './directory-query';
import { QueryState } from './query-state';

@Component({ selector: 'app-page', template: '', providers: [QueryState] })
class Page {
  readonly state = inject(QueryState);
}

describe('QueryState', () => {
  let state: QueryState;
  let seen: DirectoryQuery[];
  let listening: Subscription;

  const written = async (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 300));
  const url = (): string => TestBed.inject(Router).url;
  const last = (): DirectoryQuery | undefined => seen.at(-1);

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: '', component: Page }])] });
    TestBed.inject(Router).setUpLocationChangeListener();
    const harness = await RouterTestingHarness.create();
    const page = await harness.navigateByUrl('/?q=jelly', Page);
    state = page.state;
    seen = [];
    listening = state.query$.subscribe((query) => seen.push(query));
    listening.add(state.written$.subscribe());
  });

  afterEach(() => {
    listening.unsubscribe();
  });

  it('begins with what the address says', () => {
    expect(last()).toMatchObject({ text: 'jelly', state: 'all' });
  });

  it('changes at once, and the address soon after', async () => {
    state.drift({ text: 'jellyfin' });
    expect(last()?.text).toBe('jellyfin');
    expect(url()).toBe('/?q=jelly');
    await written();
    expect(url()).toBe('/?q=jellyfin');
  });

  it('is not taken back by an address that lags behind', async () => {
    state.step({ text: 'a' });
    state.drift({ text: 'ab' });
    await written();
    expect(seen.map(({ text }) => text)).toEqual(['jelly', 'a', 'ab']);
    expect(url()).toBe('/?q=ab');
  });

  it('lets Back undo steps, and not each letter', async () => {
    state.step({ text: 'a' });
    await written();
    state.drift({ text: 'ab' });
    await written();
    state.step({ state: 'stopped' });
    await written();
    expect(url()).toBe('/?q=ab&state=stopped');
    TestBed.inject(Location).back();
    await written();
    expect(last()).toMatchObject({ text: 'ab', state: 'all' });
    TestBed.inject(Location).back();
    await written();
    expect(last()?.text).toBe('jelly');
  });
});
