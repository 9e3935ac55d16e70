import { Injectable } from '@nestjs/common';
import type { PasswordChangeRequest } from '#shared/auth';
import { RecordedEvents } from '../../audit/public.ts';
import { type Principal } from '../../platform/access/principal.ts';
import { UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { InvalidRequest } from '../../platform/errors/request-errors.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { UserRepository } from '../accounts/user.repository.ts';
import { nameKey } from '../accounts/user.ts';
import { announceEnded } from '../sessions/announce-ended.ts';
import { type OpenedSession, Sessions } from '../sessions/sessions.ts';
import { CredentialCheck } from '../sign-in/credential-check.ts';

/** A person changes their own password. Whoever else was signed in with the old one no longer is. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly credentials: CredentialCheck,
    private readonly users: UserRepository,
    private readonly sessions: Sessions,
    private readonly work: UnitOfWork,
    private readonly bus: EventBus,
    private readonly recorded: RecordedEvents,
  ) {}

  /**
   * @returns the same session with a new secret
   * @throws InvalidRequest, InvalidCredentials, TooManyAttempts, AuditUnavailable
   */
  async change(
    { user, sessionId }: Principal,
    request: PasswordChangeRequest,
    address: string,
  ): Promise<OpenedSession> {
    refuseUnfit(request, user.username);
    const passwordHash = await this.credentials.exchange(
      { ...user, address },
      request.currentPassword,
      request.newPassword,
    );
    const renewed = await this.work.write(async (tx) => {
      await this.users.savePassword(tx, user.id, { passwordHash, passwordState: 'set' });
      const opened = await this.sessions.renewAlone(tx, sessionId);
      const event = { userId: user.id, username: user.username, address };
      this.recorded.announce(tx, 'auth.password-changed', event);
      return opened;
    });
    announceEnded(this.bus, renewed.ended, 'revoked');
    this.bus.publish('auth.session-renewed', { sessionId });
    return renewed;
  }
}

/** What the schema cannot see: the new password beside what it must not be. */
function refuseUnfit({ currentPassword, newPassword }: PasswordChangeRequest, username: string): void {
  if (newPassword === currentPassword) throw unfit('The new password is the current one. Choose another.');
  if (nameKey(newPassword) === nameKey(username))
    throw unfit('The new password is your name. Choose another.');
}

function unfit(message: string): InvalidRequest {
  return new InvalidRequest([{ path: 'newPassword', message }]);
}
