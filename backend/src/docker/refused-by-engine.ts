import { AppError } from '../platform/errors/app-error.ts';

/** A proxy before the socket answers so what it does not let through. */
const FORBIDDEN = 403;

/**
 * The engine answered, and did not do it: there is no such container, the port is taken, the registry has no such
 * image. Unlike an `EngineFailure` it says nothing against the engine.
 */
export class RefusedByEngine extends AppError {
  readonly code = 'engine_refused_call';
  readonly kind = 'operational';

  /**
   * @param status of the HTTP answer; 200 where the refusal came in the middle of a stream
   * @param said in the engine's or the registry's own words: one line, capped, without credentials
   */
  constructor(
    readonly status: number,
    readonly said: string,
  ) {
    super(
      status === FORBIDDEN
        ? `The Docker Engine answered 403: ${said}. If a proxy stands before its socket, the proxy has to let POST requests through.`
        : `The Docker Engine answered: ${said}.`,
    );
  }
}
