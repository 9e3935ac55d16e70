import type { AuditState, AuditVerifying } from '#shared/audit';
import { type Failure, wordsOf } from '../../core/http/failure';
import type { StatusLook } from '../../ui/status/status';
import type { Integrity } from './reduce-integrity';

const WHOLE = new Intl.NumberFormat('en-GB');

/** Enough to compare by eye; the whole of it is in the tooltip. */
const HASH_SHOWN = { first: 6, last: 4 } as const;

export type IntegrityView =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly text: string }
  | ({ readonly status: 'known' } & KnownIntegrity);

interface KnownIntegrity {
  readonly look: StatusLook;
  readonly isBroken: boolean;
  readonly entries: string;
  /** Null as long as the trail is empty. */
  readonly head: {
    readonly short: string;
    readonly hash: string;
    /** As the command line takes it. */
    readonly known: string;
  } | null;
  /** ISO 8601; null: not since the server was started. */
  readonly verifiedAt: string | null;
  /** What has come since; empty if nothing has. */
  readonly since: string;
  /** What is wrong, what it means; null unless the chain is broken. */
  readonly damage: string | null;
  readonly progress: { readonly percent: number; readonly text: string } | null;
  /** Why what was asked for last did not come. */
  readonly failure: string | null;
}

export function integrityViewOf({ state, isAsking, failure }: Integrity): IntegrityView {
  if (state === null)
    return failure === null ? { status: 'loading' } : { status: 'failed', text: textOf(failure) };
  const { entries, headSeq, headHash, lastVerified } = state;
  const isBroken = lastVerified?.ok === false;
  return {
    status: 'known',
    look: lookOf(lastVerified),
    isBroken,
    entries: entriesOf(entries),
    head:
      headSeq === 0 ? null : { short: shortened(headHash), hash: headHash, known: `${headSeq}:${headHash}` },
    verifiedAt: lastVerified?.at ?? null,
    since: isBroken ? '' : sinceOf(entries - (lastVerified?.entries ?? entries)),
    damage: isBroken ? damageOf(lastVerified) : null,
    progress: progressOf(state.verifying ?? (isAsking ? { checked: 0, total: entries } : null)),
    failure: failure === null ? null : textOf(failure),
  };
}

function lookOf(last: AuditState['lastVerified']): StatusLook {
  if (last === null) return { glyph: 'is-unknown', word: 'Audit chain not verified yet', tone: 'off' };
  if (last.ok) return { glyph: 'is-ok', word: 'Audit chain intact', tone: 'ok' };
  const where = last.firstBadSeq === null ? '' : ` at entry ${WHOLE.format(last.firstBadSeq)}`;
  return { glyph: 'is-bad', word: `Audit chain broken${where}`, tone: 'bad' };
}

/** @param last of a chain that is broken */
function damageOf({ entries, firstBadSeq, problem }: NonNullable<AuditState['lastVerified']>): string {
  const what =
    firstBadSeq === null
      ? 'An entry does not fit.'
      : `Entry ${WHOLE.format(firstBadSeq)}: ${problem ?? 'it does not fit'}.`;
  const before =
    entries === 0 ? '' : ` The ${entriesOf(entries)} before it ${entries === 1 ? 'is' : 'are'} in order.`;
  return `${what} The database was changed by something other than this server, or is damaged: do not rely on this entry nor on any after it.${before}`;
}

function progressOf(verifying: AuditVerifying | null): KnownIntegrity['progress'] {
  if (verifying === null) return null;
  const { checked, total } = verifying;
  return {
    percent: total === 0 ? 0 : Math.min(100, Math.floor((checked / total) * 100)),
    text: `${WHOLE.format(checked)} of ${entriesOf(total)}`,
  };
}

function textOf(failure: Failure): string {
  const { title, text } = wordsOf(failure);
  return `${title}. ${text}`;
}

/** Entries that went because of their age may outnumber those that came. */
function sinceOf(count: number): string {
  return count > 0 ? `${WHOLE.format(count)} added since` : '';
}

function entriesOf(count: number): string {
  return count === 1 ? '1 entry' : `${WHOLE.format(count)} entries`;
}

function shortened(hash: string): string {
  return `${hash.slice(0, HASH_SHOWN.first)}…${hash.slice(-HASH_SHOWN.last)}`;
}
