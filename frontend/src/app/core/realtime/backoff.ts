const FIRST_MS = 500;

/** Never longer: a server at home is back soon, and one page more or less asking costs it nothing. */
const LONGEST_MS = 5_000;

/**
 * How long to wait before the next try.
 *
 * @param failures how many tries have failed in a row, at least 1
 * @param chance from 0 to 1; spreads the pages that lost the same server
 */
export function backoffMs(failures: number, chance: number): number {
  const step = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
  return Math.round(step * (0.8 + 0.2 * chance));
}
