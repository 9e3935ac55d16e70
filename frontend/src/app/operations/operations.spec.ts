import { beforeEach, describe, expect, it } from '@jest/globals';
import { AsyncPipe } from '@angular/common';
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { EMPTY, NEVER, type Observable, of } from 'rxjs';
import type { OperationsPage as Page } from '#shared/operation';
import type { Role } from '#shared/role';
import { operationWith } from '../../testing/operations';
import { CommandsFeed } from '../core/commands/commands-feed';
import { Keys } from '../core/keyboard/keys';
import { Drawers } from '../core/operations/drawers';
import { OperationHistory } from '../core/operations/operation-history';
import { OperationsApi } from '../core/operations/operations-api';
import { OperationsFeed } from '../core/operations/operations-feed';
import { RealtimeClient } from '../core/realtime-client';
import { Session } from '../core/session/session';
import { ExportLinks } from './export-links';
import { Operations } from './operations';
import { OperationsAddress } from './operations-address';
import { OperationsPage } from './operations-page';
import { NO_FILTER } from './operations-query';

const PAGE: Page = { items: [operationWith({ status: 'failed' })], nextCursor: null };

/** The page without its parts, except for what is looked at here. */
function pageOf(role: Role): HTMLElement {
  const query = { ...NO_FILTER, result: 'failed', by: 'marta', id: null };
  TestBed.overrideComponent(Operations, {
    set: {
      imports: [AsyncPipe, ExportLinks],
      schemas: [NO_ERRORS_SCHEMA],
      providers: [
        OperationsPage,
        { provide: OperationsAddress, useValue: { query$: of(query), written$: EMPTY } },
      ],
    },
  });
  TestBed.configureTestingModule({
    providers: [
      { provide: CommandsFeed, useValue: { titles$: of(new Map()) } },
      { provide: Drawers, useValue: { drawerFor: () => EMPTY } },
      { provide: Keys, useValue: { on: () => EMPTY } },
      { provide: OperationHistory, useValue: { stats$: EMPTY } },
      { provide: OperationsApi, useValue: { list: (): Observable<Page> => of(PAGE) } },
      { provide: OperationsFeed, useValue: { told$: NEVER } },
      { provide: RealtimeClient, useValue: { connection$: NEVER } },
      { provide: Session, useValue: { user$: of({ role }) } },
    ],
  });
  const fixture = TestBed.createComponent(Operations);
  fixture.detectChanges();
  return fixture.nativeElement as HTMLElement;
}

describe('Operations', () => {
  beforeEach(() => {
    const matchMedia = (media: string): MediaQueryList =>
      Object.assign(new EventTarget(), { media, matches: false }) as unknown as MediaQueryList;
    Object.defineProperty(window, 'matchMedia', { value: matchMedia, configurable: true });
  });

  it.each(['viewer', 'operator'] as const)('has no part of the trail for a %s', (role) => {
    const page = pageOf(role);
    expect(page.querySelector('app-operations-list')).not.toBeNull();
    expect(page.querySelector('app-integrity-panel')).toBeNull();
    expect(page.querySelector('a[download]')).toBeNull();
  });

  it('has for an admin how the chain stands, and exactly what is listed as a file', () => {
    const page = pageOf('admin');
    expect(page.querySelector('app-metrics-panel app-integrity-panel')).not.toBeNull();
    const links = [...page.querySelectorAll<HTMLAnchorElement>('app-operations-filters a[download]')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/api/operations/export?format=jsonl&actor=marta&status=failed&status=timed_out&status=interrupted',
      '/api/operations/export?format=csv&actor=marta&status=failed&status=timed_out&status=interrupted',
    ]);
    expect(links[0]?.title).toBe('Export 1 operation as JSON Lines');
  });
});
