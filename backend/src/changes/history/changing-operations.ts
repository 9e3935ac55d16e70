import { OPERATION_STATUSES, type OperationStatus } from '#shared/operation';

/** What never ran changes nothing. */
export const CHANGING_STATUSES: readonly OperationStatus[] = OPERATION_STATUSES.filter(
  (status) => status !== 'refused',
);

/** Nor does what only reads. */
export const CHANGES_SOMETHING = `"risk" <> 'read'`;

/** What an operation that touched a service may have been aimed at: one on the whole project touched it, too. */
export function targetsOf(service: string): readonly string[] {
  const project = service.slice(0, service.indexOf('/'));
  return project === '' || project === '~' ? [service] : [service, project];
}
