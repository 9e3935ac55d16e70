import { inspect } from 'node:util';
import { ConfigurationInvalid } from '../config/configuration-invalid.ts';
import { AppError, type ErrorKind } from '../errors/app-error.ts';
import { isListenError, listenProblem } from './listen-problem.ts';

/** What the exit code of a process of ours means. */
export const EXIT = { done: 0, failed: 1, refused: 2, notAvailable: 3 } as const;

const EXIT_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  user: EXIT.refused,
  operational: EXIT.notAvailable,
  unexpected: EXIT.failed,
};

/** An error as a process ends with it. */
export interface Failure {
  readonly exitCode: number;
  readonly code: string;
  readonly message: string;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ConfigurationInvalid) {
    return { exitCode: EXIT.refused, code: 'configuration_invalid', message: error.message };
  }
  if (error instanceof AppError) {
    return { exitCode: EXIT_OF_KIND[error.kind], code: error.code, message: error.message };
  }
  if (isListenError(error)) {
    return { exitCode: EXIT.notAvailable, code: 'cannot_listen', message: listenProblem(error) };
  }
  // Nobody foresaw it: whoever reads the terminal needs the stack.
  return { exitCode: EXIT.failed, code: 'internal_error', message: inspect(error) };
}
