import { AppError } from '../errors/app-error.ts';

/** More sockets are open than this server serves at once. */
export class TooManySockets extends AppError {
  readonly code = 'too_many_sockets';
  readonly kind = 'operational';

  constructor(limit: number) {
    super(`${limit} connections are open, which is the limit. Close a browser tab and try again.`);
  }
}
