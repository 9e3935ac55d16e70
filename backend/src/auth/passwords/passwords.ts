import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { TooManyAttempts } from '../sign-in/sign-in-errors.ts';
import { Argon2id } from './argon2id.ts';
import { PasswordHashing } from './password-hashing.ts';

/** Hashing at once: half of Node's four pool threads, so that reading files goes on meanwhile. */
const HASHING_MAX = 2;

/** Eight wait about 150 ms; whoever comes later is told to come back instead of making everybody wait. */
const WAITING_MAX = 8;

const BUSY_RETRY_SECONDS = 1;

/** Bounds the work that hashing passwords can cause: 40 sign-ins at once must not slow down anything else. */
@Injectable()
export class Passwords {
  private readonly turns = pLimit(HASHING_MAX);
  private readonly hashing: PasswordHashing;

  constructor(argon: Argon2id) {
    this.hashing = new PasswordHashing(argon);
  }

  /**
   * Runs `work` when it is its turn.
   *
   * @throws TooManyAttempts if too many are waiting; `work` was not run then
   */
  async inTurn<T>(work: (hashing: PasswordHashing) => Promise<T>): Promise<T> {
    if (this.turns.pendingCount >= WAITING_MAX) throw new TooManyAttempts(BUSY_RETRY_SECONDS);
    return this.turns(() => work(this.hashing));
  }

  /** @throws TooManyAttempts if too many are waiting */
  async hash(password: string): Promise<string> {
    return this.inTurn((hashing) => hashing.hash(password));
  }
}
