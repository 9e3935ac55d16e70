import { closest } from 'fastest-levenshtein';

/** `*`, `area.*` or a whole id. */
const PATTERN = /^(?:\*|[a-z][a-z0-9-]*\.(?:\*|[a-z][a-z0-9-]*))$/;

export function isCommandPattern(text: string): boolean {
  return PATTERN.test(text);
}

/** Whether a pattern of `commands:` names this command. */
export function patternMatches(pattern: string, commandId: string): boolean {
  if (pattern === '*') return true;
  return pattern.endsWith('.*') ? commandId.startsWith(pattern.slice(0, -1)) : pattern === commandId;
}

/** What is wrong with a pattern that names no command; null if it names one. */
export function unknownPattern(pattern: string, commandIds: readonly string[]): string | null {
  if (commandIds.some((id) => patternMatches(pattern, id))) return null;
  const areas = new Set(commandIds.map((id) => `${id.split('.')[0] ?? ''}.*`));
  const candidates = pattern.endsWith('.*') ? [...areas] : [...commandIds];
  return `names no command. Did you mean ${closest(pattern, candidates)}?`;
}
