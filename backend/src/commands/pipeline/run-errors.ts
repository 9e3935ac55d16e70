import { AppError } from '../../platform/errors/app-error.ts';
import { InvalidRequest, NotFound } from '../../platform/errors/request-errors.ts';
import { toIso } from '../../platform/time/clock.ts';

/** No command of the catalog has this id, or the configuration does not allow it here. 404. */
export class UnknownCommand extends NotFound {
  override readonly code = 'unknown_command';

  constructor(id: string) {
    super(
      `There is no command “${id.slice(0, 100)}” here. “homelab commands” and GET /api/commands list those there are; the settings file may leave some out.`,
    );
  }
}

/** The parameters, the reason or the confirmation are not as the command asks for them. 422. */
export class InvalidParams extends InvalidRequest {
  override readonly code = 'invalid_params';
}

/** The configuration does not allow the command on this target. 403. */
export class TargetNotAllowed extends AppError {
  readonly code = 'forbidden';
  readonly kind = 'user';

  constructor(command: string, target: string) {
    super(
      `The settings file does not allow ${command} on “${target}”. Whoever runs this server can add it there.`,
    );
  }
}

/** The operation that has to end first, as a person knows it. */
export interface OperationInTheWay {
  readonly id: string;
  readonly command: string;
  readonly title: string;
  readonly target: string | null;
  readonly actor: string;
  readonly isRunning: boolean;
  /** When it began, or was asked for where it has not begun (milliseconds since 1970). */
  readonly since: number;
}

/** Something that may not happen at the same time is queued or running. 409. */
export class AlreadyRunning extends AppError {
  readonly code = 'already_running';
  readonly kind = 'user';
  override readonly facts;

  constructor({ id, command, title, target, actor, isRunning, since }: OperationInTheWay) {
    const what = `“${title}”${target === null ? '' : ` on ${target}`}`;
    const state = isRunning ? 'has been running' : 'has been waiting for its turn';
    super(
      `${what} ${state} since ${inWords(since)}, asked for by ${actor}. The two may not run at the same time: follow that one, or try again once it has ended.`,
    );
    this.facts = {
      ...{ operationId: id, command, title, actor, isRunning, since: toIso(since) },
      ...(target === null ? {} : { target }),
    };
  }
}

/** `2026-06-18 12:31:09 UTC`: a server does not know the reader's zone. */
function inWords(at: number): string {
  return `${toIso(at).slice(0, 19).replace('T', ' ')} UTC`;
}

/** As many operations as may be are waiting or running already. 429. */
export class TooManyOperations extends AppError {
  readonly code = 'too_many_operations';
  readonly kind = 'user';
}

/** The same key came with something else to run. 422. */
export class IdempotencyKeyReused extends AppError {
  readonly code = 'idempotency_key_reused';
  readonly kind = 'user';
  override readonly facts;

  constructor(operationId: string) {
    super(
      `This Idempotency-Key was used for another command or other parameters (${operationId}). Nothing was run. Use a new key for each thing you want done.`,
    );
    this.facts = { operationId };
  }
}

/** The command needs the engine, and the engine is away. 503. */
export class EngineUnreachable extends AppError {
  readonly code = 'engine_unreachable';
  readonly kind = 'operational';

  constructor() {
    super(
      'The Docker Engine does not answer, so nothing was run. The overview says why, and when it is tried again.',
    );
  }
}

/** No operation has this id. 404. */
export class OperationNotFound extends NotFound {
  constructor(id: string) {
    super(`There is no operation “${id.slice(0, 64)}”.`);
  }
}

/** It has ended, so it cannot be cancelled. 409. */
export class NotRunning extends AppError {
  readonly code = 'not_running';
  readonly kind = 'user';

  constructor(status: string) {
    super(`The operation has ended already (${status}). There is nothing to cancel.`);
  }
}

/** The program is about to end. 503. */
export class Stopping extends AppError {
  readonly code = 'stopping';
  readonly kind = 'operational';

  constructor() {
    super('The server is being stopped and starts nothing new. Try again in a moment.');
  }
}
