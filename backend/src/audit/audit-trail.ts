import type { AuditEntry, AuditOutcome } from '#shared/audit';
import type { LedgerTransaction } from '../platform/database/ledger.ts';

/** What is to be recorded; the trail adds the number, the time and the hashes. */
export interface AuditFact {
  /** A person's name as it was given, `cli`, `schedule` or `system`. */
  readonly actor: string;
  readonly actorId: string | null;
  /** `area.past-tense`. */
  readonly action: string;
  readonly target: string | null;
  readonly outcome: AuditOutcome;
  readonly operationId: string | null;
  readonly address: string | null;
  /** JSON-safe; no secrets. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** The trail. Entries are only ever added. */
export abstract class AuditTrail {
  /**
   * Adds an entry within a transaction of the ledger: it is there if and only if the rest of it is.
   *
   * @throws AuditUnavailable; the transaction has to be given up then
   */
  abstract append(tx: LedgerTransaction, fact: AuditFact): AuditEntry;

  /**
   * Adds an entry by itself.
   *
   * @throws AuditUnavailable; nothing was recorded then
   */
  abstract record(fact: AuditFact): Promise<AuditEntry>;
}
