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

/** What the trail says about an operation. Each list is in the order of the chain. */
export const AuditAround = z.object({
  /** Right before its first entry. */
  before: z.array(AuditEntry),
  entries: z.array(AuditEntry),
  /** Right after its last one. */
  after: z.array(AuditEntry),
});
export type AuditAround = z.infer<typeof AuditAround>;

/** The query of `GET /api/audit/around`. */
export const AuditAroundQuery = z.strictObject({
  operation: z.string().check(z.minLength(1), z.maxLength(64)),
});

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

/** What entries a person asks for. Texts have to be equal; `from` and `to` are both included. */
const FILTERS = {
  action: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
  actor: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
  outcome: z.optional(AuditOutcome),
  target: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
  /** Of an operation: its request and its outcome. */
  operation: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** ISO 8601 with an offset or `Z`. */
  from: z.optional(z.iso.datetime({ offset: true })),
  to: z.optional(z.iso.datetime({ offset: true })),
};

const AUDIT_FORMATS = ['jsonl', 'csv'] as const;
export const AuditFormat = z.enum(AUDIT_FORMATS);
export type AuditFormat = z.infer<typeof AuditFormat>;

export const AuditFilter = z.strictObject(FILTERS);
export type AuditFilter = z.infer<typeof AuditFilter>;

const AUDIT_PAGE_MAX = 200;
export const AUDIT_PAGE_DEFAULT = 50;

/** The query of `GET /api/audit`. */
export const AuditListQuery = z.strictObject({
  ...FILTERS,
  /** From `nextCursor`. */
  cursor: z.optional(z.string().check(z.regex(/^-?\d{1,16}\.\d{1,16}$/, 'This is no cursor of this list.'))),
  limit: z.optional(z.coerce.number<string>().check(z.int(), z.gte(1), z.lte(AUDIT_PAGE_MAX))),
});
export type AuditListQuery = z.infer<typeof AuditListQuery>;

/** The query of `GET /api/audit/export`. */
export const AuditExportQuery = z.strictObject({ format: AuditFormat, ...FILTERS });
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

/** How far a check of the whole chain has come. */
export const AuditVerifying = z.object({ checked: z.number(), total: z.number() });
export type AuditVerifying = z.infer<typeof AuditVerifying>;

/** How the trail stands. */
export const AuditState = z.object({
  entries: z.number(),
  headSeq: z.number(),
  /** Of the last entry; 64 zeros where there is none. */
  headHash: z.string(),
  /** The last time this server has checked the chain; null if it has not since it was started. */
  lastVerified: z.nullable(
    z.object({
      at: z.string(),
      ok: z.boolean(),
      entries: z.number(),
      firstBadSeq: z.nullable(z.number()),
      /** What is wrong with the first bad entry, for people. */
      problem: z.nullable(z.string()),
    }),
  ),
  /** How far a check that is under way has come. */
  verifying: z.nullable(AuditVerifying),
});
export type AuditState = z.infer<typeof AuditState>;

/** What the trail takes on the disk. */
export const AuditStorage = z.object({
  /** Of the whole database, its write-ahead log included. */
  databaseBytes: z.number(),
  entries: z.number(),
  oldestAt: z.nullable(z.string()),
  /** Over the last 30 days, or as long as there are entries, brought to 30 days; null within the first hour. */
  growthPerMonth: z.nullable(z.object({ entries: z.number(), bytes: z.number() })),
  /** How old an entry gets at the most, in days; null: for ever. */
  keepDays: z.nullable(z.number()),
  /** What stands in for entries that were removed because of their age; null where none were. */
  lastCheckpoint: z.nullable(z.object({ at: z.string(), throughSeq: z.number(), removed: z.number() })),
});
export type AuditStorage = z.infer<typeof AuditStorage>;
