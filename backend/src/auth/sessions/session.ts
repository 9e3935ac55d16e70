const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a session lasts without use, and however much it is used. */
export const SESSION_LIFETIMES = {
  usual: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * HOUR_MS },
  /** “Keep me signed in.” */
  kept: { idleMs: 30 * DAY_MS, absoluteMs: 30 * DAY_MS },
} as const;

/** Use of a session is written down at most this often: a page that asks ten things a second is one use. */
const LAST_SEEN_PRECISION_MS = MINUTE_MS;

const USER_AGENT_MAX_LENGTH = 256;

/** A signed-in browser or program. Times are wall-clock milliseconds. */
export interface Session {
  /** SHA-256 of the token; no secret. */
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly endsAt: number;
  readonly idleMs: number;
  readonly address: string;
  readonly userAgent: string;
}

export interface SessionRequest {
  readonly userId: string;
  readonly keepSignedIn: boolean;
  readonly address: string;
  readonly userAgent: string;
}

export function startSession(id: string, request: SessionRequest, now: number): Session {
  const { idleMs, absoluteMs } = request.keepSignedIn ? SESSION_LIFETIMES.kept : SESSION_LIFETIMES.usual;
  return {
    id,
    userId: request.userId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + Math.min(idleMs, absoluteMs),
    endsAt: now + absoluteMs,
    idleMs,
    address: request.address,
    userAgent: request.userAgent.slice(0, USER_AGENT_MAX_LENGTH),
  };
}

export function holds(session: Session, now: number): boolean {
  return now < session.expiresAt;
}

/** The session after it was used now; the same one where that need not be written down yet. */
export function slide(session: Session, now: number): Session {
  if (now - session.lastSeenAt < LAST_SEEN_PRECISION_MS) return session;
  return { ...session, lastSeenAt: now, expiresAt: Math.min(now + session.idleMs, session.endsAt) };
}

/** Whether the browser is to remember the session after it was closed. */
export function isKept(session: Session): boolean {
  return session.idleMs === SESSION_LIFETIMES.kept.idleMs;
}
