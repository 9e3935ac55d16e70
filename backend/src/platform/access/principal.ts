import type { Role } from '#shared/role';

/** Who makes a request: a signed-in account and the session it came with. */
export interface Principal {
  readonly user: { readonly id: string; readonly username: string; readonly role: Role };
  /** Identifies the session; not a secret. */
  readonly sessionId: string;
  /** Wall-clock milliseconds at which the session ends if nothing happens until then. */
  readonly expiresAt: number;
  /** The password was made for this account by somebody else: nothing is served until it is changed. */
  readonly mustChangePassword: boolean;
}

/** Turns the token of a request into who makes it. A port of the platform; the auth module provides it. */
export abstract class SessionVerifier {
  /**
   * @param token as it came in the cookie or the Authorization header
   * @returns null if the token belongs to no session that still holds
   */
  abstract verify(token: string): Promise<Principal | null>;

  /** The same, and it counts as use: the session's idle time begins anew. */
  abstract use(token: string): Promise<Principal | null>;

  /** The same for a session that was verified before, by its id. Does not count as use of the session. */
  abstract find(sessionId: string): Promise<Principal | null>;
}
