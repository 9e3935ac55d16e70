import { addressGroup } from '../../platform/http/address-group.ts';
import { nameKey } from '../accounts/user.ts';

export type CounterKind = 'account' | 'address' | 'device' | 'session';

/** One thing that failures are counted against. */
export interface Counter {
  readonly kind: CounterKind;
  readonly key: string;
}

/** Whom a failed attempt is held against. */
export interface Suspect {
  readonly counters: readonly Counter[];
  /** This client at this account: what a success of its own may take back. */
  readonly own: string;
}

/** A browser that has not signed in to the account before: it answers for its address and for the account. */
export function stranger(username: string, address: string): Suspect {
  const account = nameKey(username);
  const group = addressGroup(address);
  return {
    counters: [
      { kind: 'account', key: account },
      { kind: 'address', key: group },
    ],
    own: `address ${group} ${account}`,
  };
}

/**
 * A browser that has: it answers for itself alone, so that strangers cannot lock its owner out.
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export function knownDevice(username: string, deviceId: string): Suspect {
  const key = `${deviceId} ${nameKey(username)}`;
  return { counters: [{ kind: 'device', key }], own: `device ${key}` };
}

/** Somebody who is signed in and gives the current password again. */
export function signedIn(userId: string): Suspect {
  return { counters: [{ kind: 'session', key: userId }], own: `session ${userId}` };
}
