import { AppError } from '../errors/app-error.ts';

/** Something was published before the listeners were registered; Nest's emitter would have lost it in silence. */
export class BusNotReady extends AppError {
  readonly code = 'bus_not_ready';
  readonly kind = 'unexpected';

  constructor(name: string) {
    super(
      `“${name}” was published before the listeners were registered. Publish from onApplicationBootstrap or later.`,
    );
  }
}

/** `publishAndWait` was used for an event that nobody takes care of. */
export class NobodyListens extends AppError {
  readonly code = 'nobody_listens';
  readonly kind = 'unexpected';

  constructor(name: string) {
    super(`“${name}” has no critical listener, so whatever depended on it did not happen.`);
  }
}

/** A listener whose success the publisher depends on has failed. */
export class CriticalListenerFailed extends AppError {
  readonly code = 'critical_listener_failed';
  readonly kind = 'unexpected';

  constructor(name: string, listener: string, cause: unknown) {
    super(`“${name}”: the listener ${listener} failed.`, { cause });
  }
}
