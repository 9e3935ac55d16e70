import { hash } from 'node:crypto';

/** Names the encoding, so that a later one can never be taken for this one. */
const FORMAT = 'homelab-audit/1';

/** What the first entry refers to, and what an empty trail ends with. */
export const NO_HASH = '0'.repeat(64);

/** The columns of an entry, in the order in which they are hashed; the hash itself last. */
export const ENTRY_COLUMNS =
  '"seq", "at", "actor", "actor_id", "action", "target", "outcome", "operation_id", "address", "details", "prev_hash", "hash"';

/** Everything of an entry but its own hash. */
export type HashedFields = readonly [
  seq: number,
  at: number,
  actor: string,
  actorId: string | null,
  action: string,
  target: string | null,
  outcome: string,
  operationId: string | null,
  address: string | null,
  /** JSON as it is stored. */
  details: string,
  prevHash: string,
];

/**
 * The hash of an entry: SHA-256 over the format's name, a space, and the fields as one JSON array. JSON quotes
 * what stands in a text, so no two different entries are the same sequence of bytes.
 *
 * @param fields of an entry, or whatever stands in the file in their place
 */
export function hashOf(fields: HashedFields | readonly unknown[]): string {
  return hash('sha256', `${FORMAT} ${JSON.stringify(fields)}`, 'hex');
}
