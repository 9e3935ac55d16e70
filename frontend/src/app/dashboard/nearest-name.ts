import { distance } from 'fastest-levenshtein';

/** A third of the letters may be wrong, and two in a short name. */
function tolerance(text: string): number {
  return Math.max(2, Math.floor(text.length / 3));
}

/** The name somebody may have meant; null if none is near. */
export function nearestName(text: string, names: readonly string[]): string | null {
  const wanted = text.trim().toLowerCase();
  if (wanted.length < 3) return null;
  const ranked = names
    .map((name) => ({ name, steps: distance(wanted, name.toLowerCase()) }))
    .filter(({ steps }) => steps <= tolerance(wanted))
    .sort((a, b) => a.steps - b.steps);
  return ranked[0]?.name ?? null;
}
