const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** `web-2` before `web-10`, whatever the case. */
export function compareNames(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

/** The first comparison that tells two things apart decides. */
export function firstOf(...comparisons: readonly number[]): number {
  return comparisons.find((comparison) => comparison !== 0) ?? 0;
}
