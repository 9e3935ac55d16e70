import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What changed on the machine, and what is remembered to notice it. */
export class Changes1763000000000 implements MigrationInterface {
  readonly name = 'Changes1763000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "changes" (
        "seq" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
        "at" integer NOT NULL,
        "kind" text NOT NULL,
        "service" text,
        "title" text NOT NULL,
        "detail" text NOT NULL,
        "tone" text NOT NULL,
        "actor" text NOT NULL,
        "operation_id" text,
        "before" text,
        "after" text,
        "known" text NOT NULL)`);
    await runner.query(`CREATE INDEX "IX_changes_at" ON "changes" ("at", "seq")`);
    await runner.query(`CREATE INDEX "IX_changes_service" ON "changes" ("service", "at", "seq")`);
    await runner.query(`CREATE INDEX "IX_changes_kind" ON "changes" ("kind", "at", "seq")`);
    await runner.query(`CREATE INDEX "IX_changes_operation" ON "changes" ("operation_id")`);
    await runner.query(`
      CREATE TABLE "known_containers" (
        "id" text NOT NULL,
        "imprint" text NOT NULL,
        CONSTRAINT "PK_known_containers" PRIMARY KEY ("id"))`);
    await runner.query(`
      CREATE TABLE "watch_marks" (
        "name" text NOT NULL,
        "value" text NOT NULL,
        CONSTRAINT "PK_watch_marks" PRIMARY KEY ("name"))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['watch_marks', 'known_containers', 'changes'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
