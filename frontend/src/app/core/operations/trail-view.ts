import type { AuditAround, AuditEntry } from '#shared/audit';
import type { StatusLook } from '../../ui/status/status';
import { wordsOf } from '../http/failure';
import { operationLookOf } from './operation-look';
import type { ReadTrail } from './operation-trail';
import { entryWordsOf, type EntryWords } from './trail-words';

/** One entry of the trail, for reading. */
interface TrailRow extends EntryWords {
  readonly seq: number;
  readonly at: string;
  /** Of the operation itself. */
  readonly isOwn: boolean;
  readonly action: string;
  readonly look: StatusLook;
  readonly address: string | null;
  readonly hash: string;
  /** `7b1e90…44d2` */
  readonly shortHash: string;
  /** Another operation it belongs to, or speaks of; null where there is none. */
  readonly other: string | null;
}

/** What an admin sees of the trail in the detail of an operation. */
export type TrailView =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly title: string; readonly text: string }
  | {
      readonly status: 'known';
      /** Where the request came from. */
      readonly from: string;
      readonly rows: readonly TrailRow[];
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

/** @param titles what the catalog calls the commands */
export function trailViewOf(read: ReadTrail, titles: ReadonlyMap<string, string>): TrailView {
  switch (read.status) {
    case 'loading':
      return read;
    case 'failed':
      return { status: 'failed', ...wordsOf(read.failure) };
    case 'known': {
      const { before, entries, after } = read.around;
      return {
        status: 'known',
        from: originOf(entries),
        rows: [
          ...before.map((entry) => rowOf(entry, false, titles)),
          ...entries.map((entry) => rowOf(entry, true, titles)),
          ...after.map((entry) => rowOf(entry, false, titles)),
        ],
        isFirst: before.length === 0,
        isLast: after.length === 0,
      };
    }
  }
}

/** Of the request, in words where it came over no network. */
function originOf([asked]: AuditAround['entries']): string {
  if (asked === undefined) return 'not known: the trail has no entry of it';
  if (asked.address !== null) return asked.address;
  return asked.actor === 'cli' ? 'the command line on this server' : 'this server itself';
}

const ACCEPTED: StatusLook = { glyph: 'check', word: 'Accepted', tone: 'off' };

function rowOf(entry: AuditEntry, isOwn: boolean, titles: ReadonlyMap<string, string>): TrailRow {
  const { seq, at, action, outcome, address, hash } = entry;
  return {
    ...entryWordsOf(entry, titles),
    ...{ seq, at, isOwn, action, address, hash },
    look: outcome === 'accepted' ? ACCEPTED : operationLookOf(outcome),
    shortHash: `${hash.slice(0, 6)}…${hash.slice(-4)}`,
    other: isOwn ? inTheWayOf(entry) : entry.operationId,
  };
}

/** What a refusal says was in the way. */
function inTheWayOf({ details: { facts } }: AuditEntry): string | null {
  if (typeof facts !== 'object' || facts === null || !('operationId' in facts)) return null;
  return typeof facts.operationId === 'string' ? facts.operationId : null;
}
