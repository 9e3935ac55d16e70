import { Injectable } from '@nestjs/common';
import { type Principal } from '../../platform/access/principal.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { announceEnded } from '../sessions/announce-ended.ts';
import { SessionRepository } from '../sessions/session.repository.ts';

/** Ends the session somebody is signed in with. */
@Injectable()
export class SignOut {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly work: UnitOfWork,
    private readonly bus: EventBus,
  ) {}

  async end({ user, sessionId }: Principal, address: string): Promise<void> {
    await this.work.write((tx) => this.sessions.delete(tx, sessionId));
    announceEnded(this.bus, [sessionId], 'signed_out');
    this.bus.publish('auth.signed-out', { userId: user.id, username: user.username, address });
  }
}
