import { describe, expect, it } from '@jest/globals';
import { TooManyAttempts } from '../sign-in/sign-in-errors.ts';
import { Argon2id, type Argon2Cost } from './argon2id.ts';
import { Passwords } from './passwords.ts';
import { CURRENT_COST } from './password-hashing.ts';
import { formatPhc, parsePhc } from './phc.ts';

/** Counts what is hashed at once, and hashes for real. */
class WatchedArgon2id extends Argon2id {
  running = 0;
  most = 0;
  calls: Argon2Cost[] = [];

  override async derive(...args: Parameters<Argon2id['derive']>): Promise<Buffer> {
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    this.calls.push(args[2]);
    try {
      return await super.derive(...args);
    } finally {
      this.running -= 1;
    }
  }
}

describe('Passwords', () => {
  it('hash with the parameters OWASP asks for, and a salt of their own', async () => {
    const passwords = new Passwords(new Argon2id());
    const [first, second] = await Promise.all([
      passwords.hash('correct horse'),
      passwords.hash('correct horse'),
    ]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it('are what the reference implementation makes of them', async () => {
    // echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32, from the test vectors of phc-winner-argon2
    const hash = await new Argon2id().derive(
      'password',
      Buffer.from('somesalt'),
      { memoryKib: 65_536, passes: 2, parallelism: 1 },
      32,
    );
    expect(hash.toString('hex')).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  it('match themselves and nothing else', async () => {
    const passwords = new Passwords(new Argon2id());
    const stored = await passwords.hash('correct horse');
    const answers = await passwords.inTurn(async (hashing) => [
      await hashing.matches('correct horse', stored),
      await hashing.matches('Correct horse', stored),
      await hashing.matches('', stored),
    ]);
    expect(answers).toEqual([true, false, false]);
  });

  it('are the same letters however a keyboard composes them', async () => {
    const passwords = new Passwords(new Argon2id());
    const stored = await passwords.hash('caf\u00e9-corner');
    expect(await passwords.inTurn((hashing) => hashing.matches('cafe\u0301-corner', stored))).toBe(true);
  });

  it('take the same work where there is no account', async () => {
    const argon = new WatchedArgon2id();
    const passwords = new Passwords(argon);
    const stored = await passwords.hash('correct horse');
    argon.calls = [];
    expect(await passwords.inTurn((hashing) => hashing.matches('correct horse', null))).toBe(false);
    expect(await passwords.inTurn((hashing) => hashing.matches('wrong horse', stored))).toBe(false);
    expect(argon.calls).toEqual([CURRENT_COST, CURRENT_COST]);
  });

  it('tell when a hash is of another strength', async () => {
    const passwords = new Passwords(new Argon2id());
    const stored = await passwords.hash('correct horse');
    const weaker = formatPhc({ ...parsePhc(stored), cost: { ...CURRENT_COST, passes: 1 } });
    expect(
      await passwords.inTurn((hashing) =>
        Promise.resolve([stored, weaker].map((hash) => hashing.isOutdated(hash))),
      ),
    ).toEqual([false, true]);
  });

  it('are worked on two at a time, whatever is asked for', async () => {
    const argon = new WatchedArgon2id();
    const passwords = new Passwords(argon);
    await Promise.allSettled(Array.from({ length: 40 }, () => passwords.hash('correct horse')));
    expect(argon.most).toBe(2);
  });

  it('let eight wait and send the rest away at once', async () => {
    const argon = new WatchedArgon2id();
    const passwords = new Passwords(argon);
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, () => passwords.hash('correct horse')),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(
      results
        .slice(10)
        .every((result) => result.status === 'rejected' && result.reason instanceof TooManyAttempts),
    ).toBe(true);
    expect(argon.calls).toHaveLength(10);
    await expect(passwords.hash('correct horse')).resolves.toMatch(/^\$argon2id/);
  });
});
