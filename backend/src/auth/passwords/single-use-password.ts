import { randomInt } from 'node:crypto';

/** Nothing that looks like something else on a terminal: no 0 o, no 1 i l. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

const GROUPS = 4;
const GROUP_LENGTH = 5;

/** A password to be read off a terminal and typed once: 99 random bits in four groups. */
export function makeSingleUsePassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
