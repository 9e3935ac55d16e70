/**
 * Who is at fault, and so who has to act: the `user` can mend the request, an `operational` trouble lies
 * outside the program (the engine, the disk), anything else is `unexpected` and a defect.
 */
export type ErrorKind = 'user' | 'operational' | 'unexpected';

/** Facts about an error that a program may want; never secrets, they reach the client. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean>>;

/** An error with a stable code. Its message says what happened, what it means and what to do. */
export abstract class AppError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  readonly facts: ErrorFacts = {};

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
