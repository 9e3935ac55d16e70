import { describe, expect, it } from '@jest/globals';
import { HttpErrorResponse } from '@angular/common/http';
import { Subject } from 'rxjs';
import { withFirstPicture } from './first-picture';
import type { Watched } from './topic';

function follow(): { live$: Subject<Watched<string>>; first$: Subject<string>; seen: unknown[] } {
  const live$ = new Subject<Watched<string>>();
  const first$ = new Subject<string>();
  const seen: unknown[] = [];
  live$
    .pipe(withFirstPicture(first$))
    .subscribe((watched) => seen.push(watched.status === 'known' ? watched.value : watched.status));
  live$.next({ status: 'waiting' });
  return { live$, first$, seen };
}

describe('withFirstPicture', () => {
  it('shows what HTTP answers until the live topic takes over', () => {
    const { live$, first$, seen } = follow();
    first$.next('by HTTP');
    live$.next({ status: 'refused', refusal: { code: 'timeout', message: '' } });
    live$.next({ status: 'known', value: 'live' });
    expect(seen).toEqual(['waiting', 'by HTTP', 'by HTTP', 'live']);
  });

  it('never replaces what is live by an older answer', () => {
    const { live$, first$, seen } = follow();
    live$.next({ status: 'known', value: 'live' });
    first$.next('by HTTP');
    expect(seen).toEqual(['waiting', 'live']);
  });

  it('does without HTTP', () => {
    const { live$, first$, seen } = follow();
    first$.error(new HttpErrorResponse({ status: 503 }));
    live$.next({ status: 'known', value: 'live' });
    expect(seen).toEqual(['waiting', 'live']);
  });
});
