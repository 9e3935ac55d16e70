import type { OperationError, OperationEventBody, OperationStatus } from '#shared/operation';
import { AppError } from '../../platform/errors/app-error.ts';
import { CommandFailed } from '../command-errors.ts';

/** How an operation ended. */
export interface Outcome {
  readonly status: Exclude<OperationStatus, 'queued' | 'running' | 'refused'>;
  readonly exitCode: number | null;
  readonly error: OperationError | null;
}

/** Why an operation was told to stop. */
export type StopReason = 'cancelled' | 'timed_out' | 'interrupted';

/** What an operation's signal is aborted with. */
export class OperationStopped extends Error {
  constructor(readonly why: StopReason) {
    super(`the operation was stopped: ${why}`);
    this.name = 'OperationStopped';
  }
}

/** An error of a program can be a whole page; the rest of it is in the output. */
const MESSAGE_MAX_LENGTH = 2_000;

/** How an operation ends whose command threw. */
export function failedOutcome(error: unknown): Outcome {
  if (error instanceof AppError && error.kind !== 'unexpected') {
    return {
      status: 'failed',
      exitCode: error instanceof CommandFailed ? error.exitCode : null,
      error: { code: error.code, message: error.message.slice(0, MESSAGE_MAX_LENGTH) },
    };
  }
  return {
    status: 'failed',
    exitCode: null,
    error: {
      code: 'internal_error',
      message:
        'The command failed in a way nobody foresaw. The log of the server has the details under this operation’s id.',
    },
  };
}

/** How an operation ends that was told to stop. */
export function stoppedOutcome(why: StopReason, timeoutMs: number, stillRuns: boolean): Outcome {
  const left = stillRuns
    ? ' It did not stop when it was told to, so it was given up: what it had begun may go on for a while.'
    : '';
  return {
    status: why,
    exitCode: null,
    error: { code: why, message: `${sentenceFor(why, timeoutMs)}${left}` },
  };
}

function sentenceFor(why: StopReason, timeoutMs: number): string {
  switch (why) {
    case 'cancelled':
      return 'It was cancelled. What had been done until then stays as it is.';
    case 'timed_out':
      return `It ran longer than it may (${timeoutMs / 1000} s) and was stopped, with everything it had started.`;
    case 'interrupted':
      return 'The program that ran it was stopped, and it with it. Nothing is tried again by itself.';
  }
}

/** The last event of every operation. */
export function endEvent({ status, error }: Outcome): OperationEventBody {
  return { kind: 'state', data: { status, error } };
}
