const PROJECT = 'project:';
const SERVICE = 'service:';

/** Somebody who holds a lock. */
export interface LockHolder {
  readonly id: string;
  readonly lockKey: string;
}

/** Who keeps a lock from being taken; null if nobody does. */
export function holderOf(wanted: string, held: readonly LockHolder[]): LockHolder | null {
  return held.find(({ lockKey }) => locksConflict(lockKey, wanted)) ?? null;
}

/** Whether two locks may not be held at once: the same one, or a project and a service within it. */
export function locksConflict(a: string, b: string): boolean {
  return a === b || contains(a, b) || contains(b, a);
}

/** A project's name has no slash, so what follows it in a service's key is the service's name. */
function contains(outer: string, inner: string): boolean {
  return outer.startsWith(PROJECT) && inner.startsWith(`${SERVICE}${outer.slice(PROJECT.length)}/`);
}
