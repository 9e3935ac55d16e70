import { Injectable } from '@nestjs/common';
import { RecordedEvents } from '../../audit/public.ts';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { UserRepository } from '../accounts/user.repository.ts';
import { announceEnded } from '../sessions/announce-ended.ts';
import { type OpenedSession, Sessions } from '../sessions/sessions.ts';
import { type VerifiedAccount } from './credential-check.ts';
import { KnownDevices } from './known-devices.ts';
import { InvalidCredentials } from './sign-in-errors.ts';

export interface SignInRequest {
  readonly keepSignedIn: boolean;
  readonly address: string;
  readonly userAgent: string;
  readonly deviceToken: string | null;
  /** Of the session the browser had until now; null without. */
  readonly sessionToken: string | null;
}

export interface SignedIn extends OpenedSession {
  readonly deviceToken: string;
}

/** What follows the password step: a new session, never one the browser brought along. */
@Injectable()
export class SignIn {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: Sessions,
    private readonly devices: KnownDevices,
    private readonly work: UnitOfWork,
    private readonly bus: EventBus,
    private readonly recorded: RecordedEvents,
  ) {}

  /**
   * @throws InvalidCredentials if the account has changed since its password was checked
   * @throws AuditUnavailable if it cannot be recorded: there is no session then
   */
  async open(verified: VerifiedAccount, request: SignInRequest): Promise<SignedIn> {
    const { id: userId, username } = verified.user;
    const { replaced, signedIn } = await this.work.write(async (tx) => {
      await this.spendPassword(tx, verified);
      const opened = {
        replaced: await this.sessions.close(tx, request.sessionToken),
        signedIn: {
          ...(await this.sessions.open(tx, { ...request, userId })),
          deviceToken: await this.devices.remember(tx, request.deviceToken, userId),
        },
      };
      this.recorded.announce(tx, 'auth.signed-in', {
        userId,
        username,
        address: request.address,
        knownDevice: verified.knownDevice,
      });
      return opened;
    });
    announceEnded(this.bus, replaced, 'signed_out');
    announceEnded(this.bus, signedIn.ended, 'revoked');
    return signedIn;
  }

  /** A single-use password is used up here, in the same transaction as the session it opens. */
  private async spendPassword(
    tx: Transaction,
    { user, attempt, strongerHash }: VerifiedAccount,
  ): Promise<void> {
    const now = await this.users.byId(user.id, tx);
    const unchanged = now?.passwordHash === user.passwordHash && now.passwordState === user.passwordState;
    if (!unchanged || now.disabledAt !== null) throw new InvalidCredentials(attempt.left);
    await this.users.savePassword(tx, user.id, {
      passwordHash: strongerHash ?? user.passwordHash,
      passwordState: user.passwordState === 'single_use' ? 'used' : user.passwordState,
    });
  }
}
