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

/** What fixes exactly these columns and the status: there is one index for each combination. */
export function operationsIndex(target: string | undefined, actor: string | undefined): string {
  const columns = [...(actor === undefined ? [] : ['actor']), ...(target === undefined ? [] : ['target'])];
  return ['IX_operations', ...columns, 'list'].join('_');
}

/** What is asked for, of what can be: names and values. */
export function given(
  facts: Readonly<Record<string, string | undefined>>,
): readonly (readonly [string, string])[] {
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

/** What is read of one. */
export const OPERATION = `
  SELECT "seq", "id", "requested_at", "title", "target", "status", "actor", "reason", "error_message",
    "containers_before", "containers_after"
  FROM "operations"`;
