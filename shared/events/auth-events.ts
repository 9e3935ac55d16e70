import type { SessionEndReason } from '#shared/socket';
import type { Role } from '#shared/role';

/** An account as events name it. */
interface AccountFact {
  readonly userId: string;
  readonly username: string;
}

/** Who did something to an account. */
export interface AccountActor {
  /** A person's name; `cli`: on the command line; `system`: this program by itself. */
  readonly actor: string;
  /** The person's id; null for `cli` and `system`. */
  readonly actorId: string | null;
  /** The person's address; null for `cli` and `system`. */
  readonly address: string | null;
  /** On the command line: who is signed in to the machine; else null. */
  readonly osUser: string | null;
}

/** What happens to accounts and sessions. Names and ids only: no password, no token, no hash. */
export interface AuthEvents {
  'auth.signed-in': AccountFact & {
    readonly address: string;
    /** Whether the browser had signed in to this account before. */
    readonly knownDevice: boolean;
  };
  'auth.login-failed': {
    /** As typed: it may name no account. */
    readonly username: string;
    readonly address: string;
    readonly reason: 'invalid_credentials' | 'disabled' | 'too_many_attempts';
  };
  'auth.signed-out': AccountFact & { readonly address: string };
  /** By its owner, who gave the old one. */
  'auth.password-changed': AccountFact & { readonly address: string };
  /** Its owner, or whoever has the session, gave the wrong current password, or tried too often. */
  'auth.password-change-failed': AccountFact & {
    readonly address: string;
    readonly reason: 'invalid_credentials' | 'too_many_attempts';
  };
  /** By somebody else, or by this program; the old one was not asked for. */
  'auth.password-reset': AccountFact & AccountActor;
  'auth.account-created': AccountFact & AccountActor & { readonly role: Role };
  'auth.account-disabled': AccountFact & AccountActor;
  'auth.account-enabled': AccountFact & AccountActor;
  'auth.role-changed': AccountFact & AccountActor & { readonly role: Role; readonly previousRole: Role };
  /** The sockets of these sessions close. */
  'auth.sessions-ended': {
    /** Identifiers that are no secrets: the hash a session is stored under. */
    readonly sessionIds: readonly string[];
    readonly reason: SessionEndReason;
  };
  /** The session goes on under another id; its sockets have to connect again with the new cookie. */
  'auth.session-renewed': { readonly sessionId: string };
}
