import { NotFound } from '../platform/errors/request-errors.ts';

/** No service has this key. 404. */
export class ServiceNotFound extends NotFound {
  constructor(key: string) {
    super(`There is no service “${key.slice(0, 200)}”. It may have been removed, or its project renamed.`);
  }
}
