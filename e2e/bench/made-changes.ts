import SqliteConnection from 'better-sqlite3';
import { fillChangeSearch, fillOperations, setAside } from './million-operations.ts';

/** Thirteen months. */
const SPAN_MS = 395 * 86_400_000;

/** Of ten changes, one was made by an operation. */
const CHANGES_FOR_EACH_OPERATION = 10;

const SERVICES = 40;
const BATCH = 50_000;

/** The indexes are made at once: they stay in memory meanwhile. */
const CACHE_KIB = 400_000;

/** How often each occurs among twenty; the rest are restarts. */
const KINDS = ['health', 'health', 'exited', 'exited', 'recreated', 'updated', 'stopped', 'started'] as const;
const KINDS_OF = 20;

/** The kind the bench asks for: neither the rarest nor the most frequent. */
export const ASKED_KIND = 'recreated' as const;
export const ASKED_SERVICE = 'project-3/service-13';

/** Every so many changes somebody who is hardly ever here did something that hardly ever happens. */
const RARE_EVERY = 5_000;
export const RARE = { kind: 'renamed', actor: 'petra', word: 'heirloom' } as const;

/** What is seldom done by an operation, and yet more often than on one page. */
const OWN_EVERY = 1_000;

/**
 * Fills a database with changes over thirteen months, the last at `end`, and with the operations among them.
 *
 * @param file a database with the schema of this release, and neither of them in it
 */
export function fillChanges(file: string, size: number, end: number): void {
  fillOperations(file, size / CHANGES_FOR_EACH_OPERATION, end);
  const raw = new SqliteConnection(file);
  try {
    raw.pragma('journal_mode = OFF'); // whoever fills a file and fails throws it away
    raw.pragma('synchronous = OFF');
    raw.pragma('temp_store = MEMORY');
    raw.pragma(`cache_size = -${CACHE_KIB}`);
    const later = setAside(raw, 'changes');
    const insert = raw.prepare(
      `INSERT INTO changes (at, kind, service, title, detail, tone, actor, operation_id, before, after, known)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'The engine reported it as it happened.')`,
    );
    const everyMs = Math.floor(SPAN_MS / size);
    const insertSome = raw.transaction((from: number, to: number) => {
      for (let index = from; index < to; index += 1) {
        const at = end - (size - 1 - index) * everyMs;
        const { kind, service, tone, actor, detail, operationId } = factsOf(index);
        const [before, after] = kind === ASKED_KIND ? ['{"cpus":1}', '{"cpus":2}'] : [null, null];
        insert.run(
          ...[at, kind, service, `${service}: ${kind}`, detail, tone, actor, operationId, before, after],
        );
      }
    });
    for (let from = 0; from < size; from += BATCH) insertSome(from, Math.min(from + BATCH, size));
    raw.transaction(() => {
      for (const sql of later) raw.exec(sql);
      fillChangeSearch(raw, 'c');
    })();
    raw.pragma('journal_mode = WAL');
  } finally {
    raw.close();
  }
}

interface Facts {
  readonly kind: string;
  readonly service: string;
  readonly tone: string;
  readonly actor: string;
  readonly detail: string;
  readonly operationId: string | null;
}

function factsOf(index: number): Facts {
  const number = (index * 13) % SERVICES;
  const service = `project-${Math.floor(number / 4)}/service-${number}`;
  const operationId = index % OWN_EVERY === 0 ? `op-${index}` : null;
  if (index % RARE_EVERY === RARE_EVERY - 1)
    return { kind: RARE.kind, service, tone: 'neutral', actor: RARE.actor, detail: RARE.word, operationId };
  const kind = KINDS[(index * 7 + Math.floor(index / SERVICES)) % KINDS_OF] ?? 'restarted';
  const tone = kind === 'exited' || kind === 'health' ? 'bad' : 'neutral';
  return { kind, service, tone, actor: 'outside', detail: '', operationId };
}
