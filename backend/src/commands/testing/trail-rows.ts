import { Ledger } from '../../platform/database/ledger.ts';
import type { TestApp } from '../../platform/testing/test-app.ts';

/** What the trail says of commands, oldest first: `command.requested accepted`. */
export function trailOf(app: TestApp, operationId: string | null): readonly string[] {
  const rows = app
    .get(Ledger)
    .all(
      `SELECT action || ' ' || outcome AS line FROM audit_logs WHERE operation_id IS ? ORDER BY seq`,
      operationId,
    );
  return (rows as { readonly line: string }[]).map(({ line }) => line);
}
