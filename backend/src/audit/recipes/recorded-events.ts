import { Injectable } from '@nestjs/common';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import { Ledger } from '../../platform/database/ledger.ts';
import { type Transaction } from '../../platform/database/unit-of-work.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { Log } from '../../platform/logging/logger.ts';
import { AuditTrail } from '../audit-trail.ts';
import { AUDIT_RECIPES } from './audit-recipes.ts';
import type { Recipe } from './decision.ts';

type RecordedName = keyof typeof AUDIT_RECIPES;

const RECIPES: { readonly [N in RecordedName]: Recipe<DomainEventMap[N]> } = AUDIT_RECIPES;

/**
 * How events that belong in the trail are announced: recorded first, published after. An event that could not
 * be recorded takes what it tells of with it.
 */
@Injectable()
export class RecordedEvents {
  constructor(
    private readonly trail: AuditTrail,
    private readonly ledger: Ledger,
    private readonly bus: EventBus,
    private readonly log: Log,
  ) {}

  /**
   * For what `tx` stores: recorded in the same transaction, published once that is committed.
   *
   * @throws AuditUnavailable; the transaction has to be given up then
   */
  announce<N extends RecordedName>(tx: Transaction, name: N, payload: DomainEventMap[N]): void {
    const within = this.ledger.within(tx);
    this.trail.append(within, RECIPES[name](payload));
    within.afterCommit(() => {
      this.bus.publish(name, payload);
    });
  }

  /**
   * For what is stored nowhere else, such as a failed attempt.
   *
   * @throws AuditUnavailable; nothing was published then
   */
  async announceAlone<N extends RecordedName>(name: N, payload: DomainEventMap[N]): Promise<void> {
    await this.trail.record(RECIPES[name](payload));
    this.bus.publish(name, payload);
  }

  /** For the one thing that must not be refused for want of a record: giving up access. The log keeps it then. */
  announceEvenUnrecorded<N extends RecordedName>(tx: Transaction, name: N, payload: DomainEventMap[N]): void {
    try {
      this.announce(tx, name, payload);
    } catch (error) {
      this.log.error(
        { err: error, unrecorded: RECIPES[name](payload) },
        'It happened and is not in the trail',
      );
      this.ledger.within(tx).afterCommit(() => {
        this.bus.publish(name, payload);
      });
    }
  }
}
