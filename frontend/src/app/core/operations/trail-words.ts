import type { AuditEntry } from '#shared/audit';
import { duration } from '../../ui/time/format-time';
import { operationTitleOf } from './operation-words';

/** What an entry says, in a sentence, and what there is to add. */
export interface EntryWords {
  readonly text: string;
  readonly note: string | null;
}

/** @param titles what the catalog calls the commands */
export function entryWordsOf(entry: AuditEntry, titles: ReadonlyMap<string, string>): EntryWords {
  return entry.action.startsWith('command.')
    ? { text: commandTextOf(entry, titles), note: commandNoteOf(entry) }
    : { text: otherTextOf(entry), note: null };
}

function commandTextOf(entry: AuditEntry, titles: ReadonlyMap<string, string>): string {
  const { action, actor, target } = entry;
  const command = textIn(entry, 'command') ?? '';
  const what = `“${operationTitleOf({ command, target }, titles.get(command) ?? null)}”`;
  switch (action) {
    case 'command.requested':
      return `${actor} asked for ${what}`;
    case 'command.refused':
      return `${what} was refused to ${actor}`;
    case 'command.cancel-requested':
      return `${actor} asked for ${what} to be cancelled`;
    case 'command.finished':
      return [`${what} ${ENDED[entry.outcome]}`, tookOf(entry)].filter((part) => part !== '').join(' ');
    default:
      return unknownTextOf(entry);
  }
}

const ENDED: Readonly<Record<AuditEntry['outcome'], string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  refused: 'was refused',
  accepted: 'was accepted',
  timed_out: 'took too long and was stopped',
  cancelled: 'was cancelled',
  interrupted: 'was interrupted',
};

function tookOf({ details }: AuditEntry): string {
  const took = details['durationMs'];
  return typeof took === 'number' ? `after ${duration(took)}` : '';
}

/** Why it was wanted, why it was not done, or why it did not work. */
function commandNoteOf(entry: AuditEntry): string | null {
  const { error } = entry.details;
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return textIn(entry, 'message') ?? textIn(entry, 'reason');
}

function otherTextOf(entry: AuditEntry): string {
  const { action, actor, target, outcome, details } = entry;
  const account = target ?? '';
  const role = textIn(entry, 'role') ?? '';
  switch (action) {
    case 'auth.signed-in':
      return `${actor} signed in${details['knownDevice'] === false ? ' on a new device' : ''}`;
    case 'auth.signed-out':
      return `${actor} signed out`;
    case 'auth.login-failed':
      return outcome === 'refused'
        ? `A sign-in as ${actor} was turned away: too many attempts`
        : `A sign-in as ${actor} failed`;
    case 'auth.password-changed':
      return `${actor} changed the own password`;
    case 'auth.password-change-failed':
      return `${actor} could not change the own password`;
    case 'auth.password-reset':
      return `${actor} set a new password for ${account}`;
    case 'auth.account-created':
      return `${actor} made the account ${account} (${role})`;
    case 'auth.account-disabled':
      return `${actor} disabled the account ${account}`;
    case 'auth.account-enabled':
      return `${actor} enabled the account ${account}`;
    case 'auth.role-changed':
      return `${actor} made ${account} ${role}, before ${textIn(entry, 'previousRole') ?? 'not known'}`;
    case 'audit.export-requested':
    case 'operations.export-requested':
      return `${actor} began an export of the ${account === 'audit' ? 'trail' : 'operations'}`;
    case 'audit.exported':
    case 'operations.exported':
      return exportTextOf(entry);
    case 'audit.checkpointed':
      return 'Entries were removed because of their age, up to a checkpoint';
    default:
      return unknownTextOf(entry);
  }
}

function exportTextOf(entry: AuditEntry): string {
  const { entries } = entry.details;
  const count = typeof entries === 'number' ? `${entries} ` : '';
  const what = `${count}${entry.target === 'audit' ? 'entries of the trail' : 'operations'}`;
  return entry.outcome === 'succeeded'
    ? `${entry.actor} exported ${what}`
    : `The export of ${entry.actor} was broken off after ${what}`;
}

/** A kind of entry this page does not know yet: as it is stored. */
function unknownTextOf({ actor, action, target }: AuditEntry): string {
  return `${actor}: ${action}${target === null ? '' : ` on ${target}`}`;
}

function textIn({ details }: AuditEntry, name: string): string | null {
  const value = details[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
