import type { OperationError } from '#shared/operation';
import { AppError } from '../platform/errors/app-error.ts';
import { InvalidRequest } from '../platform/errors/request-errors.ts';

/** A command did not reach what it was asked for. Ends the operation as `failed`. */
export class CommandFailed extends AppError {
  readonly kind = 'operational';

  /**
   * @param message what happened, what it means, what to do
   * @param exitCode of the process behind it, where there is one
   */
  constructor(
    readonly code: string,
    message: string,
    readonly exitCode: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get error(): OperationError {
    return { code: this.code, message: this.message };
  }
}

/** The parameters name nothing there is. 422 `invalid_params`. */
export class ParamUnresolved extends InvalidRequest {
  override readonly code = 'invalid_params';

  constructor(path: string, message: string) {
    super([{ path, message }]);
  }
}

/** The command exists and the parameters are right, and yet it must not run. 403. */
export class CommandRefused extends AppError {
  readonly code = 'forbidden';
  readonly kind = 'user';
}
