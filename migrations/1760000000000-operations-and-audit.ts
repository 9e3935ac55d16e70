import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Operations with what happened in them and what they wrote, and the trail nobody can edit unnoticed. */
export class OperationsAndAudit1760000000000 implements MigrationInterface {
  readonly name = 'OperationsAndAudit1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    // TypeORM recognises the last check only if nothing, not even a line break, stands between the two brackets.
    await runner.query(`
      CREATE TABLE "operations" (
        "seq" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
        "id" text NOT NULL,
        "command" text NOT NULL,
        "title" text NOT NULL,
        "risk" text NOT NULL,
        "target" text,
        "params" text NOT NULL,
        "services" text NOT NULL,
        "actor" text NOT NULL,
        "actor_id" text,
        "address" text,
        "reason" text,
        "status" text NOT NULL,
        "lock_key" text,
        "idempotency_key" text,
        "timeout_ms" integer NOT NULL,
        "requested_at" integer NOT NULL,
        "started_at" integer,
        "finished_at" integer,
        "duration_ms" integer,
        "exit_code" integer,
        "error_code" text,
        "error_message" text,
        "output_bytes" integer NOT NULL,
        "output_truncated" integer NOT NULL,
        "cancel_requested_at" integer,
        "cancel_requested_by" text,
        "runner" text,
        "correlation_id" text,
        "containers_before" text,
        "containers_after" text,
        CONSTRAINT "UQ_operations_id" UNIQUE ("id"),
        CONSTRAINT "CK_operations_status" CHECK ("status" IN ('queued', 'running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'interrupted', 'refused')))`);
    await runner.query(
      `CREATE UNIQUE INDEX "UX_operations_lock" ON "operations" ("lock_key") WHERE "lock_key" IS NOT NULL AND "status" IN ('queued', 'running')`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "UX_operations_idempotency" ON "operations" ("actor", "idempotency_key") WHERE "idempotency_key" IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "IX_operations_live" ON "operations" ("seq") WHERE "status" IN ('queued', 'running')`,
    );
    await runner.query(`
      CREATE TABLE "operation_events" (
        "operation_id" text NOT NULL,
        "seq" integer NOT NULL,
        "at" integer NOT NULL,
        "kind" text NOT NULL,
        "data" text NOT NULL,
        CONSTRAINT "PK_operation_events" PRIMARY KEY ("operation_id", "seq"))`);
    await runner.query(`
      CREATE TABLE "operation_outputs" (
        "operation_id" text NOT NULL,
        "encoding" text NOT NULL,
        "total_bytes" integer NOT NULL,
        "head_bytes" integer NOT NULL,
        "tail_bytes" integer NOT NULL,
        "data" blob NOT NULL,
        CONSTRAINT "PK_operation_outputs" PRIMARY KEY ("operation_id"))`);
    await runner.query(`
      CREATE TABLE "audit_logs" (
        "seq" integer PRIMARY KEY NOT NULL,
        "at" integer NOT NULL,
        "actor" text NOT NULL,
        "actor_id" text,
        "action" text NOT NULL,
        "target" text,
        "outcome" text NOT NULL,
        "operation_id" text,
        "address" text,
        "details" text NOT NULL,
        "prev_hash" text NOT NULL,
        "hash" text NOT NULL)`);
    for (const column of ['action', 'actor', 'outcome', 'target', 'operation_id']) {
      await runner.query(`CREATE INDEX "IX_audit_logs_${column}" ON "audit_logs" ("${column}", "at", "seq")`);
    }
    await runner.query(`CREATE INDEX "IX_audit_logs_at" ON "audit_logs" ("at", "seq")`);
    await runner.query(`
      CREATE TRIGGER "TR_audit_logs_no_update" BEFORE UPDATE ON "audit_logs"
      BEGIN SELECT RAISE(ABORT, 'audit_logs is append-only'); END`);
    await runner.query(`
      CREATE TRIGGER "TR_audit_logs_no_delete" BEFORE DELETE ON "audit_logs"
      BEGIN SELECT RAISE(ABORT, 'audit_logs is append-only'); END`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['audit_logs', 'operation_outputs', 'operation_events', 'operations'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
