import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '#shared/audit';
import { sqliteCodeOf } from '../platform/database/database-errors.ts';
import { Ledger, type LedgerTransaction } from '../platform/database/ledger.ts';
import { AppError } from '../platform/errors/app-error.ts';
import { EventBus } from '../platform/events/event-bus.ts';
import { Log } from '../platform/logging/logger.ts';
import { Clock } from '../platform/time/clock.ts';
import { AuditUnavailable } from './audit-errors.ts';
import { AuditLogRepository, type ChainHead } from './audit-log.repository.ts';
import { type AuditFact, AuditTrail } from './audit-trail.ts';
import { type HashedFields, hashOf } from './chain/encoding.ts';
import { fitFact } from './chain/fit-fact.ts';
import { toEntry } from './reading/to-entry.ts';

/** The trail as a chain: each entry carries the hash of the one before. */
@Injectable()
export class ChainedTrail extends AuditTrail {
  /** The last entry this process has added. */
  private last: ChainHead | null = null;

  constructor(
    private readonly entries: AuditLogRepository,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {
    super();
  }

  override append(tx: LedgerTransaction, fact: AuditFact): AuditEntry {
    const entry = this.add(tx, fact);
    tx.afterCommit(() => {
      this.tell(entry);
    });
    return entry;
  }

  override async record(fact: AuditFact): Promise<AuditEntry> {
    try {
      return await this.ledger.write((tx) => this.append(tx, fact));
    } catch (error) {
      const isOurs = error instanceof AppError && error.kind === 'operational';
      throw isOurs && !(error instanceof AuditUnavailable) ? new AuditUnavailable(error) : error;
    }
  }

  /** The head is read within the transaction: another process may have added to it a moment ago. */
  private add(tx: LedgerTransaction, fact: AuditFact): AuditEntry {
    const { details, ...texts } = fitFact(fact);
    const { actor, actorId, action, target, outcome, operationId, address } = texts;
    try {
      const head = this.entries.head(tx);
      this.missLast(head);
      const at = this.clock.now();
      const seq = head.seq + 1;
      const fields: HashedFields = [
        ...([seq, at, actor, actorId, action, target] as const),
        ...([outcome, operationId, address, details, head.hash] as const),
      ];
      const hash = hashOf(fields);
      this.entries.insert(tx, fields, hash);
      return toEntry({
        ...{ seq, at, actor, actor_id: actorId, action, target, outcome },
        ...{ operation_id: operationId, address, details, prev_hash: head.hash, hash },
      });
    } catch (error) {
      throw sqliteCodeOf(error) === null ? error : new AuditUnavailable(error);
    }
  }

  /** The trail never gets shorter by itself. It goes on all the same: what happens now has to be recorded, too. */
  private missLast(head: ChainHead): void {
    const { last } = this;
    if (last === null || head.seq > last.seq || (head.seq === last.seq && head.hash === last.hash)) return;
    this.log.error(
      { expected: `${last.seq}:${last.hash}`, found: `${head.seq}:${head.hash}` },
      'The trail no longer ends where it did: somebody has removed or replaced entries',
    );
  }

  /** It is stored by now; that somebody could not be told does not undo it. */
  private tell(entry: AuditEntry): void {
    const { seq, hash } = entry;
    this.last = { seq, hash };
    this.log.info({ seq, hash }, 'Audit entry');
    try {
      this.bus.publish('audit.appended', { entry });
    } catch (error) {
      this.log.error({ err: error, seq }, 'An audit entry was stored and could not be announced');
    }
  }
}
