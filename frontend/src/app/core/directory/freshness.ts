import type { EngineState } from '#shared/engine';
import type { Directory } from './reduce-services';

/** Younger is live. */
const LIVE_MS = 15_000;

/** Older is no longer taken for the present. */
const STALE_MS = 60_000;

/** How much the picture can be trusted. Times in milliseconds since 1970, by the server's clock. */
export type Freshness =
  /** There is no picture yet. */
  | { readonly status: 'none' }
  | { readonly status: 'live'; readonly at: number }
  | { readonly status: 'late'; readonly at: number }
  /** What was known then; whether it still holds is unknown. */
  | { readonly status: 'stale'; readonly at: number };

export function freshnessOf(directory: Directory | null, now: number): Freshness {
  const refreshedAt = directory?.refreshedAt ?? null;
  if (directory === null || refreshedAt === null) return { status: 'none' };
  const at = Date.parse(refreshedAt);
  if (isOutOfReach(directory.engine) || now - at >= STALE_MS) return { status: 'stale', at };
  return { status: now - at < LIVE_MS ? 'live' : 'late', at };
}

/** A try to reach it again, after one that failed, is no better news than the failure. */
function isOutOfReach({ status, error }: EngineState): boolean {
  return status === 'unreachable' || (status === 'connecting' && error !== null);
}

export function isSameFreshness(a: Freshness, b: Freshness): boolean {
  return a.status === b.status && (a.status === 'none' || b.status === 'none' || a.at === b.at);
}
