/** How wide and high a small chart is drawn before it is stretched to its place. */
export const SPARK = { width: 200, height: 40 } as const;

/** Above the highest value, so that its line is not cut. */
const HEADROOM = 2;

/**
 * The line through values at equal distances, each in the middle of its place. Where there is no value the line
 * has a gap; a value with gaps on both sides is a short dash, or it would not be seen.
 *
 * @param highest what reaches the top; the bottom is 0
 */
export function sparkPath(values: readonly (number | null)[], highest: number): string {
  const place = SPARK.width / Math.max(1, values.length);
  const xOf = (index: number): number => (index + 0.5) * place;
  const yOf = (value: number): number =>
    SPARK.height - (highest <= 0 ? 0 : (value / highest) * (SPARK.height - HEADROOM));
  return values
    .flatMap((value, index) => {
      if (value === null) return [];
      const isAlone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
      if (isAlone) return [`M${at(xOf(index) - place / 2, yOf(value))}h${round(place)}`];
      const begins = (values[index - 1] ?? null) === null;
      return [`${begins ? 'M' : 'L'}${at(xOf(index), yOf(value))}`];
    })
    .join('');
}

function at(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
