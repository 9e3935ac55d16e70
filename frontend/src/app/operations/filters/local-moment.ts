/*
 * Moments as a `datetime-local` field has them: in the zone of whoever looks, without a zone. Pure but for the zone.
 */

/** A field of four digits; the server reads no longer years. */
const LATEST = Date.UTC(9999, 0);

/** Both ends of a window as a person gives them; null where that side is open. */
export interface GivenRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** ISO 8601 as local time, with seconds only where it has any: `2026-11-26T14:00`. */
export function toLocal(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return `${day}T${time}${at.getSeconds() === 0 ? '' : `:${two(at.getSeconds())}`}`;
}

/** What a field holds as ISO 8601. What was not changed keeps its fractions of a second. */
export function fromLocal(text: string, before: string | null): string | null {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return null;
  return at === Date.parse(toLocal(before)) ? before : new Date(at).toISOString();
}

/** What is wrong with a window, and what to do; null where nothing is. */
export function problemOf({ from, to }: GivenRange): string | null {
  if (from === null && to === null) return 'Give a beginning, an end, or both.';
  if ([from, to].some((each) => each !== null && !(Date.parse(each) < LATEST)))
    return 'Give years of four digits.';
  if (from !== null && to !== null && Date.parse(from) >= Date.parse(to))
    return 'The end has to be after the beginning.';
  return null;
}
