import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an index fixes before the moment, beside those there are: every other set of the filters. */
const FIXED = [
  ['actor'],
  ['service', 'kind'],
  ['service', 'actor'],
  ['kind', 'actor'],
  ['service', 'kind', 'actor'],
] as const;

/**
 * Where something stands among all changes, as one number that grows with it: its moment, then whether it is an
 * operation (of the same moment, those are newer), then the last twenty bits of its own number.
 */
const placeOf = (at: string, isOperation: 0 | 1, seq: string): string =>
  `((${at} << 21) | ${isOperation << 20} | (${seq} & 1048575))`;

/** Words that stand for what a filter can fix; they begin with a character of the private use area. */
const word = (letter: string, column: string): string => `char(57344) || '${letter}' || hex(${column})`;

/** As `laneOf` has it. */
const LANE = `CASE
  WHEN "kind" IN ('exited', 'health') THEN 'services'
  WHEN "kind" IN ('engine', 'host', 'watch') THEN 'host'
  WHEN "operation_id" IS NULL THEN 'outside'
  ELSE 'operations' END`;

const COLUMNS = `"rowid", "text", "filters"`;

/** Changes by any set of filters at the cost of the page alone, and by words that occur in them or in operations. */
export class ChangeSearch1766000000000 implements MigrationInterface {
  readonly name = 'ChangeSearch1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const fixed of FIXED) {
      const columns = [...fixed, 'at', 'seq'].map((column) => `"${column}"`).join(', ');
      await runner.query(`CREATE INDEX "${nameOf(fixed)}" ON "changes" (${columns})`);
    }
    // Changes made by operations are few among those of their kind.
    await runner.query(
      `CREATE INDEX "IX_changes_own" ON "changes" ("kind", "at", "seq") WHERE "operation_id" IS NOT NULL`,
    );
    await runner.query(`
      CREATE VIEW "change_search_source" AS
      SELECT 'c' AS "source", "seq", ${placeOf('"at"', 0, '"seq"')} AS "place",
        concat_ws(' ', "title", "detail", "actor", "service") AS "text",
        concat_ws(' ', ${word('s', '"service"')}, ${word('k', '"kind"')}, ${word('a', '"actor"')}, ${word('l', LANE)}) AS "filters"
      FROM "changes"
      UNION ALL
      SELECT 'o', "seq", ${placeOf('"requested_at"', 1, '"seq"')},
        concat_ws(' ', "title", "target", "actor", "reason", "error_message"),
        concat_ws(' ', ${word('s', '"target"')}, ${word('k', `'operation'`)}, ${word('a', '"actor"')}, ${word('l', `'operations'`)})
      FROM "operations" WHERE "risk" <> 'read' AND "status" <> 'refused'`);
    await runner.query(`
      CREATE VIRTUAL TABLE "change_search" USING fts5("text", "filters", content='', contentless_delete=1,
        tokenize="unicode61 remove_diacritics 2", detail=none, prefix='1 2 3 4 5 6 7 8 9 10')`);
    await runner.query(
      `INSERT INTO "change_search" (${COLUMNS}) SELECT "place", "text", "filters" FROM "change_search_source" ORDER BY "place"`,
    );
    await runner.query(`INSERT INTO "change_search" ("change_search") VALUES ('optimize')`);
    await this.createTriggers(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'changes_words',
      'operations_words',
      'operations_words_changed',
      'operations_words_gone',
    ])
      await runner.query(`DROP TRIGGER "TR_${name}"`);
    await runner.query(`DROP TABLE "change_search"`);
    await runner.query(`DROP VIEW "change_search_source"`);
    await runner.query(`DROP INDEX "IX_changes_own"`);
    for (const fixed of FIXED) await runner.query(`DROP INDEX "${nameOf(fixed)}"`);
  }

  /** Changes are only added; operations change while they run. */
  private async createTriggers(runner: QueryRunner): Promise<void> {
    const add = (source: 'c' | 'o'): string => `
      INSERT INTO "change_search" (${COLUMNS}) SELECT "place", "text", "filters" FROM "change_search_source"
      WHERE "source" = '${source}' AND "seq" = NEW."seq";`;
    const remove = `DELETE FROM "change_search" WHERE "rowid" = ${placeOf('OLD."requested_at"', 1, 'OLD."seq"')};`;
    await runner.query(`CREATE TRIGGER "TR_changes_words" AFTER INSERT ON "changes" BEGIN ${add('c')} END`);
    await runner.query(
      `CREATE TRIGGER "TR_operations_words" AFTER INSERT ON "operations" BEGIN ${add('o')} END`,
    );
    await runner.query(`
      CREATE TRIGGER "TR_operations_words_changed"
      AFTER UPDATE OF "target", "reason", "error_message", "status" ON "operations"
      WHEN OLD."target" IS NOT NEW."target" OR OLD."reason" IS NOT NEW."reason"
        OR OLD."error_message" IS NOT NEW."error_message" OR NEW."status" = 'refused'
      BEGIN ${remove} ${add('o')} END`);
    await runner.query(
      `CREATE TRIGGER "TR_operations_words_gone" AFTER DELETE ON "operations" BEGIN ${remove} END`,
    );
  }
}

function nameOf(fixed: readonly string[]): string {
  return ['IX_changes', ...fixed].join('_');
}
