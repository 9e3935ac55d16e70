import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an index fixes before the outcome: every set of the filters, so that none of them has to be searched. */
const FIXED = [
  [],
  ['action'],
  ['actor'],
  ['target'],
  ['action', 'actor'],
  ['action', 'target'],
  ['actor', 'target'],
  ['action', 'actor', 'target'],
] as const;

const BEFORE = ['action', 'actor', 'outcome', 'target'] as const;

/** The trail is read by any combination of filters at the cost of the page alone, however rarely they meet. */
export class AuditList1764000000000 implements MigrationInterface {
  readonly name = 'AuditList1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of BEFORE) await runner.query(`DROP INDEX "IX_audit_logs_${column}"`);
    for (const fixed of FIXED) {
      const columns = [...fixed, 'outcome', 'at', 'seq'].map((column) => `"${column}"`).join(', ');
      await runner.query(`CREATE INDEX "${nameOf(fixed)}" ON "audit_logs" (${columns})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const fixed of FIXED) await runner.query(`DROP INDEX "${nameOf(fixed)}"`);
    for (const column of BEFORE)
      await runner.query(`CREATE INDEX "IX_audit_logs_${column}" ON "audit_logs" ("${column}", "at", "seq")`);
  }
}

function nameOf(fixed: readonly string[]): string {
  return ['IX_audit_logs', ...fixed, 'list'].join('_');
}
