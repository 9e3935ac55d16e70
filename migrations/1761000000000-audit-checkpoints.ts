import type { MigrationInterface, QueryRunner } from 'typeorm';

const REFUSE = `BEGIN SELECT RAISE(ABORT, 'audit_logs is append-only'); END`;

/** Old entries of the trail may go once a checkpoint stands in for them; nothing else may. */
export class AuditCheckpoints1761000000000 implements MigrationInterface {
  readonly name = 'AuditCheckpoints1761000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "audit_checkpoints" (
        "through_seq" integer PRIMARY KEY NOT NULL,
        "through_hash" text NOT NULL,
        "removed" integer NOT NULL,
        "at" integer NOT NULL,
        "signature" text NOT NULL)`);
    for (const verb of ['UPDATE', 'DELETE']) {
      await runner.query(`
        CREATE TRIGGER "TR_audit_checkpoints_no_${verb.toLowerCase()}" BEFORE ${verb} ON "audit_checkpoints"
        BEGIN SELECT RAISE(ABORT, 'audit_checkpoints is append-only'); END`);
    }
    await runner.query(`DROP TRIGGER "TR_audit_logs_no_delete"`);
    await runner.query(`
      CREATE TRIGGER "TR_audit_logs_no_delete" BEFORE DELETE ON "audit_logs"
      WHEN OLD."seq" > coalesce((SELECT max("through_seq") FROM "audit_checkpoints"), 0)
      ${REFUSE}`);
    // INSERT OR REPLACE removes the row it replaces without asking the trigger above.
    await runner.query(`
      CREATE TRIGGER "TR_audit_logs_at_the_end" BEFORE INSERT ON "audit_logs"
      WHEN NEW."seq" <= coalesce((SELECT max("seq") FROM "audit_logs"), 0)
      ${REFUSE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "TR_audit_logs_at_the_end"`);
    await runner.query(`DROP TRIGGER "TR_audit_logs_no_delete"`);
    await runner.query(`CREATE TRIGGER "TR_audit_logs_no_delete" BEFORE DELETE ON "audit_logs" ${REFUSE}`);
    await runner.query(`DROP TABLE "audit_checkpoints"`);
  }
}
