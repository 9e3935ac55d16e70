import { describe, expect, it } from '@jest/globals';
import { Dialog } from '@angular/cdk/dialog';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import { Ticker } from '../../ui/time/ticker';
import { NO_FILTER, type OperationsQuery } from '../operations-query';
import type { GivenRange } from './local-moment';
import { RangeChoice } from './range-choice';
import type { RangeFormData } from './range-form';

const NOW = Date.parse('2026-11-28T10:00:30');
const at = (text: string): string => new Date(text).toISOString();

@Component({
  imports: [RangeChoice],
  template: `<app-range-choice [query]="query()" (chosen)="chosen.push($event)" />`,
})
class Page {
  readonly query = signal<OperationsQuery>({ ...NO_FILTER, id: null });
  readonly chosen: unknown[] = [];
}

function pageWith(change: Partial<OperationsQuery>): {
  page: Page;
  button: HTMLButtonElement;
  opened: RangeFormData[];
  closed$: Subject<GivenRange | null | undefined>;
} {
  const closed$ = new Subject<GivenRange | null | undefined>();
  const opened: RangeFormData[] = [];
  const open = (_: unknown, { data }: { readonly data: RangeFormData }): unknown => {
    opened.push(data);
    return { closed: closed$ };
  };
  TestBed.configureTestingModule({
    providers: [
      { provide: Dialog, useValue: { open } },
      { provide: Ticker, useValue: { read: () => NOW } },
    ],
  });
  Object.defineProperty(window, 'matchMedia', { value: () => ({ matches: true }), configurable: true });
  const fixture = TestBed.createComponent(Page);
  fixture.componentInstance.query.update((query) => ({ ...query, ...change }));
  fixture.detectChanges();
  const button = (fixture.nativeElement as HTMLElement).querySelector('button');
  if (button === null) throw new Error('there is no button');
  return { page: fixture.componentInstance, button, opened, closed$ };
}

describe('RangeChoice', () => {
  it('shows the exact window that is set, and lets it be changed and taken away', () => {
    const range = { from: at('2026-11-26T14:00'), to: at('2026-11-26T15:00') };
    const { page, button, opened, closed$ } = pageWith({ window: 'range', ...range });
    expect([button.textContent.trim(), button.ariaPressed]).toEqual(['26 Nov 14:00 – 15:00', 'true']);
    button.click();
    expect(opened).toEqual([{ isSet: true, range }]);
    closed$.next({ ...range, to: null });
    closed$.next(null);
    closed$.next(undefined);
    expect(page.chosen).toEqual([
      { window: 'range', from: range.from, to: null },
      { window: 'all', from: null, to: null },
    ]);
  });

  it('begins with the window that is shown, to the minute', () => {
    const { button, opened } = pageWith({ window: '7d' });
    expect([button.textContent.trim(), button.ariaPressed]).toEqual(['Range', 'false']);
    button.click();
    const range = { from: at('2026-11-21T10:01'), to: at('2026-11-28T10:01') };
    expect(opened).toEqual([{ isSet: false, range }]);
  });
});
