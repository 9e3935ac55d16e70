import type { EngineErrorCode } from '#shared/engine';
import { AppError } from '../platform/errors/app-error.ts';

/** The engine could not be used. Says why and what to do, for the person who reads it on the page. */
export class EngineFailure extends AppError {
  readonly kind = 'operational';

  /**
   * @param message what happened and what it means
   * @param action what to do
   */
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    readonly action: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
