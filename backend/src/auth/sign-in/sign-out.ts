import { Injectable } from '@nestjs/common';
import { RecordedEvents } from '../../audit/public.ts';
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
    private readonly recorded: RecordedEvents,
  ) {}

  async end({ user, sessionId }: Principal, address: string): Promise<void> {
    await this.work.write(async (tx) => {
      await this.sessions.delete(tx, sessionId);
      const event = { userId: user.id, username: user.username, address };
      this.recorded.announceEvenUnrecorded(tx, 'auth.signed-out', event);
    });
    announceEnded(this.bus, [sessionId], 'signed_out');
  }
}
