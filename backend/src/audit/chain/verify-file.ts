import { DatabaseUnusable, namedDatabaseError } from '../../platform/database/database-errors.ts';
import { openSnapshot, type Snapshot } from '../../platform/database/snapshot.ts';
import { isSignedBy } from '../retention/checkpoint.ts';
import {
  AT_THE_FIRST,
  ChainCheck,
  type ChainFinding,
  type ChainStart,
  type KnownHead,
} from './chain-check.ts';
import { ENTRY_COLUMNS, NO_HASH } from './encoding.ts';

export interface VerifyRequest {
  /** The database. */
  readonly file: string;
  /** In hex; null where no checkpoint was ever signed here. */
  readonly checkpointKey: string | null;
  readonly known: KnownHead | null;
}

export interface VerifyProgress {
  readonly checked: number;
  readonly total: number;
}

/** How many entries are checked between two words about it: a few times a second. */
const TOLD_EVERY = 50_000;

/**
 * Checks the whole trail of a database, at one moment of it. Takes a few microseconds an entry and does not pause:
 * on the main thread of the server it would be in everybody's way.
 *
 * @throws DatabaseMissing, DatabaseUnusable
 */
export function verifyFile(
  request: VerifyRequest,
  tell: (progress: VerifyProgress) => void = () => undefined,
): ChainFinding {
  const snapshot = openSnapshot(request.file);
  try {
    refuseWithoutTrail(snapshot);
    const start = startOf(snapshot, request.checkpointKey);
    if ('badSeq' in start) return forged(snapshot, start.badSeq);
    const check = new ChainCheck(start, request.known);
    const total = countOf(snapshot);
    let checked = 0;
    for (const row of snapshot.rows(`SELECT ${ENTRY_COLUMNS} FROM "audit_logs" ORDER BY "seq"`)) {
      if (!check.take(row)) break;
      checked += 1;
      if (checked % TOLD_EVERY === 0) tell({ checked, total });
    }
    const finding = check.finish();
    return finding.ok ? finding : { ...finding, ...headOf(snapshot) };
  } catch (error) {
    throw namedDatabaseError(error);
  } finally {
    snapshot.close();
  }
}

function refuseWithoutTrail(snapshot: Snapshot): void {
  const tables = snapshot.rows(`SELECT name FROM sqlite_master WHERE name = 'audit_checkpoints'`);
  if ([...tables].length === 0)
    throw new DatabaseUnusable('it was written by an older release and has no trail that can be checked');
}

/** Where the chain begins, after checking that nobody but this program has moved it. */
function startOf(snapshot: Snapshot, key: string | null): ChainStart | { readonly badSeq: number } {
  let start = AT_THE_FIRST;
  const columns = '"through_seq", "through_hash", "removed", "at", "signature"';
  for (const row of snapshot.rows(`SELECT ${columns} FROM "audit_checkpoints" ORDER BY "through_seq"`)) {
    const [throughSeq, throughHash, removed, at, signature] = row as [
      number,
      string,
      number,
      number,
      unknown,
    ];
    const checkpoint = { throughSeq, throughHash, removed, at };
    if (key === null || !isSignedBy(Buffer.from(key, 'hex'), checkpoint, String(signature))) {
      return { badSeq: throughSeq };
    }
    start = { seq: throughSeq, hash: throughHash };
  }
  return start;
}

function forged(snapshot: Snapshot, seq: number): ChainFinding {
  const problem = 'the checkpoint that stands in for it was not signed with the key in the data directory';
  return { ok: false, entries: 0, startSeq: 0, ...headOf(snapshot), firstBadSeq: seq, problem };
}

function headOf(snapshot: Snapshot): Pick<ChainFinding, 'headSeq' | 'headHash'> {
  for (const row of snapshot.rows('SELECT "seq", "hash" FROM "audit_logs" ORDER BY "seq" DESC LIMIT 1')) {
    return { headSeq: Number(row[0]), headHash: String(row[1]) };
  }
  return { headSeq: 0, headHash: NO_HASH };
}

/** From the numbers, which have no gaps unless something is wrong: counting would read the whole table once more. */
function countOf(snapshot: Snapshot): number {
  const sql = 'SELECT (SELECT min("seq") FROM "audit_logs"), (SELECT max("seq") FROM "audit_logs")';
  for (const [first, last] of snapshot.rows(sql)) {
    return first === null ? 0 : Number(last) - Number(first) + 1;
  }
  return 0;
}
