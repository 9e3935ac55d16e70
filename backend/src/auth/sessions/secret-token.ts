import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** 256 random bits: beyond guessing, and safe in a cookie or a header as they are. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What a token is stored and known under. One way: the file gives no token away. */
export function tokenId(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
