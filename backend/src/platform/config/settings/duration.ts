import * as z from 'zod/mini';

const UNITS_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNITS_MS;

const WHOLE = /^(?:\d{1,9}(?:ms|[smhd]))+$/;
const PART = /(\d+)(ms|[smhd])/g;

/** Milliseconds; null if the text is no duration: numbers with their units, such as `30m` or `1h30m`. */
function parseDuration(text: string): number | null {
  if (!WHOLE.test(text)) return null;
  return [...text.matchAll(PART)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNITS_MS[unit as Unit],
    0,
  );
}

/** A setting that is a duration with units; its value is in milliseconds. Both bounds are durations, and included. */
export function duration(least: string, most: string): z.ZodMiniType<number, string> {
  const message = `needs a duration with units from ${least} to ${most}, such as 90s, 30m or 1h30m`;
  const [min, max] = [parseDuration(least) ?? 0, parseDuration(most) ?? Infinity];
  return z.pipe(
    z.string(message),
    z.transform((text: string, context): number => {
      const value = parseDuration(text);
      if (value !== null && value >= min && value <= max) return value;
      context.issues.push({ code: 'custom', input: text, message });
      return z.NEVER;
    }),
  );
}
