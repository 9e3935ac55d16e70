/**
 * Where to go after signing in: a path of this application, or the overview. Anything that a browser could
 * read as another site (`//elsewhere`, `/\elsewhere`) is none.
 */
export function returnPathOf(from: string | null): string {
  if (from === null || !/^\/(?![/\\])/.test(from)) return '/';
  return /^\/(login|password)([/?#]|$)/.test(from) ? '/' : from;
}
