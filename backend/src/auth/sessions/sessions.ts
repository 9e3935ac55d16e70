import { Injectable } from '@nestjs/common';
import { type Principal, SessionVerifier } from '../../platform/access/principal.ts';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.ts';
import { Unauthenticated } from '../../platform/errors/request-errors.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock } from '../../platform/time/clock.ts';
import { holds, type Session, type SessionRequest, slide, startSession } from './session.ts';
import { SessionRepository, type SessionOfUser } from './session.repository.ts';
import { newToken, tokenId } from './secret-token.ts';

/** Sessions of one account at the most; the longest unused one makes room. More than a person has browsers. */
const SESSIONS_MAX = 50;

/** A session and the secret that opens it, which exists nowhere else. */
export interface OpenedSession {
  readonly session: Session;
  readonly token: string;
  /** Ids of sessions that ended to make room for it. */
  readonly ended: readonly string[];
}

/** Who is signed in. */
@Injectable()
export class Sessions extends SessionVerifier {
  constructor(
    private readonly repository: SessionRepository,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
  }

  override async verify(token: string): Promise<Principal | null> {
    return this.find(tokenId(token));
  }

  override async use(token: string): Promise<Principal | null> {
    const found = await this.standing(tokenId(token));
    if (found === null) return null;
    const used = slide(found.session, this.clock.now());
    if (used !== found.session) await this.saveUse(used);
    return toPrincipal({ ...found, session: used });
  }

  override async find(sessionId: string): Promise<Principal | null> {
    const found = await this.standing(sessionId);
    return found === null ? null : toPrincipal(found);
  }

  /** Opens a session for an account whose password was just checked. */
  async open(tx: Transaction, request: SessionRequest): Promise<OpenedSession> {
    const token = newToken();
    const session = startSession(tokenId(token), request, this.clock.now());
    const ended = await this.repository.deleteBeyond(tx, request.userId, SESSIONS_MAX - 1);
    await this.repository.insert(tx, session);
    return { session, token, ended };
  }

  /**
   * Gives a session a new secret and ends all others of its account.
   *
   * @throws Unauthenticated if it has ended in the meantime
   */
  async renewAlone(tx: Transaction, sessionId: string): Promise<OpenedSession> {
    const found = await this.repository.byId(sessionId, tx);
    if (found === null) throw new Unauthenticated();
    const token = newToken();
    const ended = await this.repository.deleteOfUser(tx, found.user.id, sessionId);
    await this.repository.rename(tx, sessionId, tokenId(token));
    return { session: { ...found.session, id: tokenId(token) }, token, ended };
  }

  /** @returns the id of the session that ended, if the token opened one */
  async close(tx: Transaction, token: string | null): Promise<readonly string[]> {
    const id = tokenId(token ?? '');
    return (await this.repository.delete(tx, id)) ? [id] : [];
  }

  private async standing(sessionId: string): Promise<SessionOfUser | null> {
    const found = await this.repository.byId(sessionId);
    return found !== null && found.user.disabledAt === null && holds(found.session, this.clock.now())
      ? found
      : null;
  }

  /** Not being able to write it down must not refuse a request that is in order: the session ends earlier. */
  private async saveUse(session: Session): Promise<void> {
    try {
      await this.work.write((tx) => this.repository.saveUse(tx, session));
    } catch (error) {
      this.log.warn({ err: error }, 'The use of a session could not be stored');
    }
  }
}

function toPrincipal({ session, user }: SessionOfUser): Principal {
  return {
    user: { id: user.id, username: user.username, role: user.role },
    sessionId: session.id,
    expiresAt: session.expiresAt,
    mustChangePassword: user.passwordState !== 'set',
  };
}
