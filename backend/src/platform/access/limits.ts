/**
 * How often one client may ask, by kind of request. Generous: they stop a runaway script, not a person. What
 * guards passwords is a growing delay of its own (`auth/login-throttle.ts`).
 */
export const LIMITS = {
  /** Health probes and the like, without a session: by address. */
  probe: { points: 60_000, seconds: 60 },
  /** Attempts to sign in, right or wrong: by address. Wrong ones are slowed down long before. */
  login: { points: 300, seconds: 60 },
  /** Reading: by session. */
  read: { points: 30_000, seconds: 60 },
  /** Changing something: by session. */
  write: { points: 600, seconds: 60 },
  /** Subscribing over a socket: by session. */
  watch: { points: 600, seconds: 60 },
} as const satisfies Record<string, { readonly points: number; readonly seconds: number }>;

export type LimitName = keyof typeof LIMITS;
