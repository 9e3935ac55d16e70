import { createHmac, timingSafeEqual } from 'node:crypto';

/** What stands in for entries that were removed. */
export interface Checkpoint {
  /** The last of them. */
  readonly throughSeq: number;
  readonly throughHash: string;
  /** How many this checkpoint removed. */
  readonly removed: number;
  /** Wall-clock milliseconds. */
  readonly at: number;
}

const FORMAT = 'homelab-audit-checkpoint/1';

/** HMAC-SHA-256 over the format's name, a space, and the values as one JSON array; in hex. */
export function signCheckpoint(key: Buffer, { throughSeq, throughHash, removed, at }: Checkpoint): string {
  const signed = `${FORMAT} ${JSON.stringify([throughSeq, throughHash, removed, at])}`;
  return createHmac('sha256', key).update(signed).digest('hex');
}

export function isSignedBy(key: Buffer, checkpoint: Checkpoint, signature: string): boolean {
  const expected = Buffer.from(signCheckpoint(key, checkpoint));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
