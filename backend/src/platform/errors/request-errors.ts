import { AppError } from './app-error.ts';

export interface RequestIssue {
  /** Dotted path of the offending value; empty for the whole request. */
  readonly path: string;
  readonly message: string;
}

/** The request does not have the shape its schema asks for. 422. */
export class InvalidRequest extends AppError {
  readonly code: string = 'invalid_request';
  readonly kind = 'user';

  constructor(readonly issues: readonly RequestIssue[]) {
    super(
      `The request is not as it should be: ${issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}`,
    );
  }
}

/** Nobody is signed in, or the session has ended. 401. */
export class Unauthenticated extends AppError {
  readonly code = 'unauthenticated';
  readonly kind = 'user';

  constructor() {
    super('You are not signed in, or your session has ended. Sign in and try again.');
  }
}

/** The account's role does not include this. 403. */
export class Forbidden extends AppError {
  readonly code: string = 'forbidden';
  readonly kind = 'user';
}

/** What was asked for does not exist. 404. */
export class NotFound extends AppError {
  readonly code: string = 'not_found';
  readonly kind = 'user';
}

/** The client asks more often than the limit of this route or event allows. 429. */
export class TooManyRequests extends AppError {
  readonly code: string = 'too_many_requests';
  readonly kind = 'user';
  override readonly facts;

  constructor(
    readonly retryAfterSeconds: number,
    message = `Too many requests. Try again in ${retryAfterSeconds} s.`,
  ) {
    super(message);
    this.facts = { retryAfterSeconds };
  }
}
