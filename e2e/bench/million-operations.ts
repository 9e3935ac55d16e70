import SqliteConnection, { type Database } from 'better-sqlite3';
import {
  type FinishedOperation,
  RollupCell,
  TERMINAL_STATUSES,
} from '../../backend/src/commands/history/rollup-cell.ts';
import { keysOf, keyText, type RollupKey } from '../../backend/src/commands/history/rollup-key.ts';
import { type MadeOperation, makeOperations } from './made-operations.ts';

/** What is written in one transaction. */
const BATCH = 50_000;

/** What takes a second at a million rows is made once at the end, instead of a million times on the way. */
const CACHE_KIB = 400_000;

/**
 * Fills the database of a data directory with operations, their full text and their rollups: 13 months of them,
 * the last one at `end`.
 *
 * @param file a database with the schema of this release and no operations in it
 */
export function fillOperations(file: string, count: number, end: number): void {
  const raw = new SqliteConnection(file);
  try {
    raw.pragma(`cache_size = -${CACHE_KIB}`);
    raw.pragma('journal_mode = OFF'); // whoever fills a file and fails throws it away
    raw.pragma('synchronous = OFF');
    raw.pragma('temp_store = MEMORY');
    raw.pragma('threads = 2'); // sorting for the indexes
    const later = setAside(raw, 'operations');
    const rollups = new RollupWriter(raw);
    const insert = raw.prepare<MadeOperation>(INSERT);
    const insertAll = raw.transaction((operations: readonly MadeOperation[]) => {
      for (const operation of operations) {
        insert.run(operation);
        rollups.add(finishedOf(operation));
      }
    });
    let batch: MadeOperation[] = [];
    for (const operation of makeOperations(count, end)) {
      batch.push(operation);
      if (batch.length < BATCH) continue;
      insertAll(batch);
      batch = [];
    }
    raw.transaction(() => {
      insertAll(batch);
      rollups.end();
      for (const sql of later) raw.exec(sql);
      raw.exec(`
        INSERT INTO operation_hours SELECT requested_at / 3600000, min(seq), max(seq) FROM operations GROUP BY 1;
        INSERT INTO operation_search (operation_search) VALUES ('rebuild');`);
      fillChangeSearch(raw, 'o');
    })();
    raw.pragma('journal_mode = WAL');
  } finally {
    raw.close();
  }
}

const INSERT = `INSERT INTO operations
  (id, command, title, risk, target, params, services, actor, reason, status, timeout_ms, requested_at, started_at,
   finished_at, duration_ms, exit_code, error_code, error_message, output_bytes, output_truncated)
  VALUES (@id, @command, @command, 'safe', @target, @params, '[]', @actor, @reason, @status, 60000, @requestedAt,
   @startedAt, @finishedAt, @durationMs, @exitCode, @errorCode, @errorMessage, 0, 0)`;

/** Writes the words of what is there, all at once instead of one row at a time. */
export function fillChangeSearch(raw: Database, source: 'o' | 'c'): void {
  raw.exec(
    `INSERT INTO change_search (rowid, text, filters)
     SELECT place, text, filters FROM change_search_source WHERE source = '${source}' ORDER BY place;
     INSERT INTO change_search (change_search) VALUES ('optimize');`,
  );
}

/** Takes the indexes and triggers of a table away. @returns what makes them again */
export function setAside(raw: Database, table: 'operations' | 'changes'): string[] {
  const made = raw
    .prepare<[string], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_master
       WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL`,
    )
    .all(table);
  for (const { type, name } of made) raw.exec(`DROP ${type} "${name}"`);
  return made.map(({ sql }) => sql);
}

function finishedOf({
  command,
  actor,
  target,
  status,
  requestedAt,
  durationMs,
}: MadeOperation): FinishedOperation {
  return { command, actor, target, status, requestedAt, durationMs };
}

/** Adds up rollups in memory and writes each once it is complete. */
class RollupWriter {
  private readonly open = new Map<string, { readonly key: RollupKey; readonly cell: RollupCell }>();
  private readonly insert;
  private flushedUpTo = 0;

  constructor(raw: Database) {
    this.insert = raw.prepare(
      `INSERT INTO operation_rollups VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  add(finished: FinishedOperation): void {
    if (finished.requestedAt > this.flushedUpTo + 3 * 86_400_000)
      this.flush(finished.requestedAt - 86_400_000);
    for (const key of keysOf(finished)) {
      const text = keyText(key);
      let entry = this.open.get(text);
      if (entry === undefined) this.open.set(text, (entry = { key, cell: new RollupCell() }));
      entry.cell.add(finished);
    }
  }

  end(): void {
    this.flush(Infinity);
  }

  /** Writes what has ended before a moment; the clock of the made operations goes back by minutes, not by days. */
  private flush(before: number): void {
    for (const [text, { key, cell }] of this.open) {
      if (key.start + key.hours * 3_600_000 > before) continue;
      const figures = cell.stored();
      this.insert.run(
        key.hours,
        key.command,
        key.actor,
        key.target,
        key.start,
        ...TERMINAL_STATUSES.map((status) => figures[status]),
        figures.timed,
        figures.duration_sum,
        figures.duration_min,
        figures.duration_max,
        figures.last_run_at,
        figures.sketch,
      );
      this.open.delete(text);
    }
    this.flushedUpTo = before;
  }
}
