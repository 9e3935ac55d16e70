import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Argon2Cost, type Argon2id } from './argon2id.ts';
import { formatPhc, parsePhc } from './phc.ts';

/** OWASP's second choice for argon2id: 19 MiB, two passes. About 35 ms on a small home server. */
export const CURRENT_COST: Argon2Cost = { memoryKib: 19_456, passes: 2, parallelism: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * A hash that no password has. A name without an account is compared with it, so that the answer takes the
 * same work.
 */
const DECOY = formatPhc({ cost: CURRENT_COST, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) });

/** Makes and compares password hashes. Handed out by `Passwords.inTurn` alone, which bounds how many work at once. */
export class PasswordHashing {
  constructor(private readonly argon: Argon2id) {}

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.argon.derive(password, salt, CURRENT_COST, HASH_BYTES);
    return formatPhc({ cost: CURRENT_COST, salt, hash });
  }

  /** @param stored null where there is no account: as much work, and never a match */
  async matches(password: string, stored: string | null): Promise<boolean> {
    const { cost, salt, hash } = parsePhc(stored ?? DECOY);
    const derived = await this.argon.derive(password, salt, cost, hash.length);
    return timingSafeEqual(derived, hash) && stored !== null;
  }

  /** Whether a hash was made when hashing cost less, or more, than now. */
  isOutdated(stored: string): boolean {
    const { cost } = parsePhc(stored);
    return (
      cost.memoryKib !== CURRENT_COST.memoryKib ||
      cost.passes !== CURRENT_COST.passes ||
      cost.parallelism !== CURRENT_COST.parallelism
    );
  }
}
