import type { SessionEndReason } from '#shared/socket';
import type { Role } from '#shared/role';

/** What happens to accounts and sessions. Names and ids only: no password, no token, no hash. */
export interface AuthEvents {
  'auth.signed-in': {
    readonly userId: string;
    readonly username: string;
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
  'auth.signed-out': { readonly userId: string; readonly username: string; readonly address: string };
  'auth.password-changed': { readonly userId: string; readonly username: string };
  'auth.account-created': { readonly userId: string; readonly username: string; readonly role: Role };
  /** Sessions ended other than by signing out; their sockets close. */
  'auth.sessions-ended': {
    /** Identifiers that are no secrets: the hash a session is stored under. */
    readonly sessionIds: readonly string[];
    readonly reason: SessionEndReason;
  };
}
