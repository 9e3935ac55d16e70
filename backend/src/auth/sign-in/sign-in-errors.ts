import { AppError } from '../../platform/errors/app-error.ts';
import { TooManyRequests } from '../../platform/errors/request-errors.ts';
import { type AttemptsLeft } from './throttle-calculation.ts';

/** Name and password do not belong together, whatever the reason. Says the same for a name that does not exist. 401. */
export class InvalidCredentials extends AppError {
  readonly code = 'invalid_credentials';
  readonly kind = 'user';
  override readonly facts;

  constructor({ attemptsLeft, pauseSeconds }: AttemptsLeft, what = 'That name and password do not match.') {
    super(
      attemptsLeft > 0
        ? `${what} ${attemptsLeft} ${attemptsLeft === 1 ? 'try' : 'tries'} left, then there is a pause of ${pauseSeconds} s.`
        : `${what} Too many tries have failed: wait ${pauseSeconds} s before the next one.`,
    );
    this.facts = { attemptsLeft, pauseSeconds };
  }
}

/** Too many attempts have failed, or too many are being checked at this moment. 429. */
export class TooManyAttempts extends TooManyRequests {
  override readonly code = 'too_many_attempts';

  constructor(retryAfterSeconds: number) {
    super(
      retryAfterSeconds,
      `Too many attempts. The password was not checked. Try again in ${retryAfterSeconds} s.`,
    );
  }
}
