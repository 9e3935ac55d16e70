import * as z from 'zod/mini';

/** How what is recorded went. `accepted`: a command was recorded and may run; its outcome follows. */
export const AUDIT_OUTCOMES = [
  'succeeded',
  'failed',
  'refused',
  'accepted',
  'timed_out',
  'cancelled',
  'interrupted',
] as const;
export const AuditOutcome = z.enum(AUDIT_OUTCOMES);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

/** One entry of the trail. Entries are never changed; each carries the hash of the one before. */
export const AuditEntry = z.object({
  seq: z.number(),
  /** ISO 8601 (UTC). */
  at: z.string(),
  /** A person's name as it was given, `cli`, `schedule` or `system`. */
  actor: z.string(),
  /** `area.past-tense`, as the event is called: `auth.signed-in`, `command.requested`. */
  action: z.string(),
  target: z.nullable(z.string()),
  outcome: AuditOutcome,
  operationId: z.nullable(z.string()),
  /** The client's address; null where there was none. */
  address: z.nullable(z.string()),
  details: z.record(z.string(), z.unknown()),
  /** SHA-256 in hex. 64 zeros before the first. */
  prevHash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z.object({ items: z.array(AuditEntry), nextCursor: z.nullable(z.string()) });
export type AuditPage = z.infer<typeof AuditPage>;

/** What a check of the whole chain found. */
export const AuditVerification = z.object({
  ok: z.boolean(),
  /** How many were checked. */
  entries: z.number(),
  /** Of the last entry; 64 zeros where there is none. */
  headHash: z.string(),
  /** The first entry that does not fit; null where all do. */
  firstBadSeq: z.nullable(z.number()),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
