import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the list of operations is read through. Each names the columns a filter can fix, and then the status and
 * the moment: any filter is answered from exactly one of them, by as many of its ranges as it names statuses.
 */
const LIST_INDEXES = [
  [],
  ['command'],
  ['actor'],
  ['target'],
  ['command', 'actor'],
  ['command', 'target'],
  ['actor', 'target'],
  ['command', 'actor', 'target'],
] as const;

/**
 * Words that stand for the columns a filter can fix, so that a search together with a filter is one question to
 * one index. They begin with a character of the private use area: nobody types it, and no text has it.
 */
const FILTER_WORDS = `
  char(57344) || 'c' || hex("command") || ' ' ||
  char(57344) || 'a' || hex("actor") || ' ' ||
  char(57344) || 't' || hex(coalesce("target", '')) || ' ' ||
  char(57344) || 's' || CASE WHEN "status" IN ('queued', 'running') THEN 'live' ELSE replace("status", '_', '') END`;

/** The list of operations at any size: indexes, full text, and hourly figures that cost the same to read. */
export class OperationMetrics1762000000000 implements MigrationInterface {
  readonly name = 'OperationMetrics1762000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const columns of LIST_INDEXES) {
      const name = ['IX_operations', ...columns, 'list'].join('_');
      const list = [...columns, 'status', 'requested_at', 'seq'].map((column) => `"${column}"`).join(', ');
      await runner.query(`CREATE INDEX "${name}" ON "operations" (${list})`);
    }
    await this.createHours(runner);
    await this.createSearch(runner);
    await runner.query(`
      CREATE TABLE "operation_rollups" (
        "hours" integer NOT NULL,
        "command" text NOT NULL,
        "actor" text NOT NULL,
        "target" text NOT NULL,
        "start" integer NOT NULL,
        "succeeded" integer NOT NULL,
        "failed" integer NOT NULL,
        "timed_out" integer NOT NULL,
        "cancelled" integer NOT NULL,
        "interrupted" integer NOT NULL,
        "refused" integer NOT NULL,
        "timed" integer NOT NULL,
        "duration_sum" integer NOT NULL,
        "duration_min" integer,
        "duration_max" integer,
        "last_run_at" integer,
        "sketch" blob NOT NULL,
        CONSTRAINT "PK_operation_rollups" PRIMARY KEY ("hours", "actor", "target", "command", "start")
      ) WITHOUT ROWID`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const trigger of [
      'hours',
      'search_insert',
      'search_before_update',
      'search_after_update',
      'search_delete',
    ])
      await runner.query(`DROP TRIGGER "TR_operations_${trigger}"`);
    for (const table of ['operation_rollups', 'operation_search', 'operation_hours'])
      await runner.query(`DROP TABLE "${table}"`);
    await runner.query(`DROP VIEW "operation_search_source"`);
    for (const columns of LIST_INDEXES)
      await runner.query(`DROP INDEX "${['IX_operations', ...columns, 'list'].join('_')}"`);
  }

  /** Which numbers the operations of an hour have: what narrows a search to a window. */
  private async createHours(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "operation_hours" (
        "hour" integer PRIMARY KEY NOT NULL,
        "min_seq" integer NOT NULL,
        "max_seq" integer NOT NULL)`);
    await runner.query(`
      INSERT INTO "operation_hours"
      SELECT "requested_at" / 3600000, min("seq"), max("seq") FROM "operations" GROUP BY 1`);
    await runner.query(`
      CREATE TRIGGER "TR_operations_hours" AFTER INSERT ON "operations" BEGIN
        INSERT INTO "operation_hours" VALUES (NEW."requested_at" / 3600000, NEW."seq", NEW."seq")
        ON CONFLICT DO UPDATE SET "min_seq" = min("min_seq", NEW."seq"), "max_seq" = max("max_seq", NEW."seq");
      END`);
  }

  /**
   * `detail=none`: it only has to say which rows, not where in them. The prefix lengths make a word that is
   * still being typed a single look-up instead of a merge of every word that begins with it.
   */
  private async createSearch(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW "operation_search_source" AS
      SELECT "seq", "target", "reason", "error_message", ${FILTER_WORDS} AS "filters" FROM "operations"`);
    await runner.query(`
      CREATE VIRTUAL TABLE "operation_search" USING fts5(
        "target", "reason", "error_message", "filters",
        content='operation_search_source', content_rowid='seq',
        tokenize="unicode61 remove_diacritics 2", detail=none, columnsize=0, prefix='1 2 3 4 5 6 7 8 9 10')`);
    await runner.query(`INSERT INTO "operation_search" ("operation_search") VALUES ('rebuild')`);
    const columns = `"target", "reason", "error_message", "filters"`;
    const add = `
      INSERT INTO "operation_search" ("rowid", ${columns})
      SELECT "seq", ${columns} FROM "operation_search_source" WHERE "seq" = NEW."seq";`;
    const remove = `
      INSERT INTO "operation_search" ("operation_search", "rowid", ${columns})
      SELECT 'delete', "seq", ${columns} FROM "operation_search_source" WHERE "seq" = OLD."seq";`;
    const changed = `
      WHEN OLD."target" IS NOT NEW."target" OR OLD."reason" IS NOT NEW."reason"
        OR OLD."error_message" IS NOT NEW."error_message"
        OR (OLD."status" <> NEW."status" AND NOT (OLD."status" IN ('queued', 'running') AND NEW."status" IN ('queued', 'running')))`;
    const on = `"target", "reason", "error_message", "status"`;
    await runner.query(
      `CREATE TRIGGER "TR_operations_search_insert" AFTER INSERT ON "operations" BEGIN ${add} END`,
    );
    await runner.query(
      `CREATE TRIGGER "TR_operations_search_before_update" BEFORE UPDATE OF ${on} ON "operations" ${changed} BEGIN ${remove} END`,
    );
    await runner.query(
      `CREATE TRIGGER "TR_operations_search_after_update" AFTER UPDATE OF ${on} ON "operations" ${changed} BEGIN ${add} END`,
    );
    await runner.query(
      `CREATE TRIGGER "TR_operations_search_delete" BEFORE DELETE ON "operations" BEGIN ${remove} END`,
    );
  }
}
