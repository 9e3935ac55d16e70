import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { operationWith } from '../../../testing/operations';
import { AroundLinks } from './around-links';

describe('AroundLinks', () => {
  it('lead to half an hour on either side, the operation selected among the changes', () => {
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    const fixture = TestBed.createComponent(AroundLinks);
    fixture.componentRef.setInput('operation', operationWith({ requestedAt: '2026-06-18T12:00:00.000Z' }));
    fixture.detectChanges();
    const links = [...(fixture.nativeElement as HTMLElement).querySelectorAll('a')];
    expect(links.map((link) => decodeURIComponent(link.getAttribute('href') ?? ''))).toEqual([
      '/operations?from=2026-06-18T11:30:00.000Z&to=2026-06-18T12:30:00.000Z',
      '/changes?from=2026-06-18T11:30:00.000Z&to=2026-06-18T12:30:00.000Z&id=o-op-1',
    ]);
  });
});
