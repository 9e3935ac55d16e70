import { withRawDatabase } from '../../platform/database/testing/raw-database.ts';
import { ENTRY_COLUMNS, type HashedFields, hashOf, NO_HASH } from '../chain/encoding.ts';

export interface Filling {
  readonly entries: number;
  /** Wall-clock milliseconds of the first. */
  readonly startAt: number;
  /** From one to the next. */
  readonly everyMs: number;
}

/** What happens in a homelab, by share: people sign in, commands run, one in a thousand entries is something rare. */
const ACTORS = ['marta', 'paul', 'admin', 'schedule', 'cli'];
const ACTIONS = [
  'command.requested',
  'command.finished',
  'auth.signed-in',
  'auth.signed-out',
  'auth.login-failed',
];
const TRANSACTION_ENTRIES = 50_000;

/** The indexes of a million entries are written to all over: they stay in memory meanwhile. */
const CACHE_KIB = 500_000;

/** The values of an entry but its hashes, by its number: the same number makes the same entry. */
export function sampleFields(seq: number, at: number, prevHash: string): HashedFields {
  const isRare = seq % 1_000 === 0;
  const action = ACTIONS[seq % ACTIONS.length] ?? 'auth.signed-in';
  const actor = isRare ? 'stranger' : (ACTORS[(seq * 7) % ACTORS.length] ?? 'admin');
  const outcome = isRare ? 'interrupted' : action === 'auth.login-failed' ? 'failed' : 'succeeded';
  const target = `media/service-${(seq * 31) % 97}`;
  const operationId = action.startsWith('command.') ? `op-${Math.floor(seq / 5)}` : null;
  const details = JSON.stringify({ reason: 'nightly', durationMs: (seq * 13) % 9_000 });
  const address = `192.168.1.${seq % 250}`;
  return [seq, at, actor, `id-${actor}`, action, target, outcome, operationId, address, details, prevHash];
}

/** Adds to a trail, past the program: a million take about half a minute. */
export async function fillTrail(file: string, { entries, startAt, everyMs }: Filling): Promise<void> {
  await withRawDatabase(file, (raw) => {
    raw.pragma('synchronous = OFF');
    raw.pragma(`cache_size = -${CACHE_KIB}`);
    const insert = raw.prepare(
      `INSERT INTO audit_logs (${ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const head = raw.prepare<[], { seq: number; hash: string }>(
      'SELECT seq, hash FROM audit_logs ORDER BY seq DESC LIMIT 1',
    );
    let { seq, hash } = head.get() ?? { seq: 0, hash: NO_HASH };
    const last = seq + entries;
    const first = seq;
    while (seq < last) {
      raw.transaction(() => {
        for (const upTo = Math.min(seq + TRANSACTION_ENTRIES, last); seq < upTo;) {
          seq += 1;
          const fields = sampleFields(seq, startAt + (seq - first - 1) * everyMs, hash);
          hash = hashOf(fields);
          insert.run(...fields, hash);
        }
      })();
    }
    raw.pragma('wal_checkpoint(TRUNCATE)');
  });
}
