import { fromEvent, map, type Observable, startWith } from 'rxjs';

/** From here on there is room for a detail beside a list. */
export const WIDE = '(width >= 75rem)';

/** Whether a media query holds, now and whenever that changes. */
export function mediaMatches(query: string): Observable<boolean> {
  const media = matchMedia(query);
  return fromEvent(media, 'change').pipe(
    map(() => media.matches),
    startWith(media.matches),
  );
}
