import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '#shared/audit';
import { entryWith } from '../../../testing/audit';
import type { ReadTrail } from './operation-trail';
import { type TrailView, trailViewOf } from './trail-view';

const TITLES = new Map([['host.count', 'Count lines']]);
const known = (entries: AuditEntry[], before: AuditEntry[] = [], after: AuditEntry[] = []): ReadTrail => ({
  status: 'known',
  around: { before, entries, after },
});
function viewOf(read: ReadTrail): Extract<TrailView, { status: 'known' }> {
  const view = trailViewOf(read, TITLES);
  if (view.status !== 'known') throw new Error(`It is ${view.status}.`);
  return view;
}
const wordsOf = (change: Partial<AuditEntry>): readonly unknown[] => {
  const [row] = viewOf(known([entryWith(change)])).rows;
  return [row?.text, row?.note];
};

describe('trailViewOf', () => {
  it('puts the entries of the operation between its neighbours', () => {
    const { rows, isFirst, isLast } = viewOf(
      known(
        [entryWith(), entryWith({ seq: 13, action: 'command.finished', outcome: 'succeeded' })],
        [entryWith({ seq: 11, operationId: null, action: 'auth.signed-in', outcome: 'succeeded' })],
        [entryWith({ seq: 14, operationId: 'op-2' })],
      ),
    );
    expect(rows.map(({ seq, isOwn, other }) => [seq, isOwn, other])).toEqual([
      [11, false, null],
      [12, true, null],
      [13, true, null],
      [14, false, 'op-2'],
    ]);
    expect([isFirst, isLast]).toEqual([false, false]);
    expect(rows[1]).toMatchObject({ shortHash: '7b1e90…44d2', look: { word: 'Accepted' } });
  });

  it('says where the request came from', () => {
    expect(viewOf(known([entryWith()])).from).toBe('192.168.1.20');
    const cli = entryWith({ actor: 'cli', address: null });
    expect(viewOf(known([cli])).from).toBe('the command line on this server');
    expect(viewOf(known([entryWith({ actor: 'schedule', address: null })])).from).toBe('this server itself');
    expect(viewOf(known([])).from).toContain('not known');
  });

  it('says where the trail begins and ends', () => {
    const { isFirst, isLast } = viewOf(known([entryWith()]));
    expect([isFirst, isLast]).toEqual([true, true]);
  });

  it('passes on why it is not known', () => {
    expect(trailViewOf({ status: 'failed', failure: { kind: 'offline' } }, TITLES)).toMatchObject({
      status: 'failed',
      title: 'The server does not answer',
    });
  });

  it('leads from a refusal to what was in the way', () => {
    const refusal = entryWith({
      ...{ action: 'command.refused', outcome: 'refused' },
      details: { command: 'service.restart', message: 'No.', facts: { operationId: 'op-9' } },
    });
    const [row] = viewOf(known([refusal])).rows;
    expect(row).toMatchObject({
      other: 'op-9',
      text: '“Restart jellyfin” was refused to marta',
      note: 'No.',
    });
  });

  it('says of a command exactly what happened', () => {
    const details = { command: 'service.restart', reason: 'it hangs' };
    expect(wordsOf({ details })).toEqual(['marta asked for “Restart jellyfin”', 'it hangs']);
    expect(wordsOf({ details: { command: 'host.count' }, target: null })).toEqual([
      'marta asked for “Count lines”',
      null,
    ]);
    expect(wordsOf({ action: 'command.cancel-requested', details })[0]).toBe(
      'marta asked for “Restart jellyfin” to be cancelled',
    );
    const error = { code: 'x', message: 'It is ill.' };
    expect(
      wordsOf({
        ...{ action: 'command.finished', outcome: 'failed' },
        details: { command: 'service.restart', durationMs: 4_100, error },
      }),
    ).toEqual(['“Restart jellyfin” failed after 4.1\u00A0s', 'It is ill.']);
    expect(
      wordsOf({
        ...{ action: 'command.finished', outcome: 'interrupted' },
        details: { command: 'service.restart', durationMs: null, error: null },
      }),
    ).toEqual(['“Restart jellyfin” was interrupted', null]);
  });

  it.each([
    ['auth.signed-in', 'succeeded', { knownDevice: false }, 'marta signed in on a new device'],
    ['auth.signed-in', 'succeeded', { knownDevice: true }, 'marta signed in'],
    ['auth.signed-out', 'succeeded', {}, 'marta signed out'],
    ['auth.login-failed', 'failed', {}, 'A sign-in as marta failed'],
    ['auth.login-failed', 'refused', {}, 'A sign-in as marta was turned away: too many attempts'],
    ['auth.password-reset', 'succeeded', {}, 'marta set a new password for paul'],
    ['auth.account-created', 'succeeded', { role: 'viewer' }, 'marta made the account paul (viewer)'],
    [
      ...(['auth.role-changed', 'succeeded'] as const),
      ...[{ role: 'admin', previousRole: 'viewer' }, 'marta made paul admin, before viewer'],
    ],
    ['operations.exported', 'succeeded', { entries: 7 }, 'marta exported 7 operations'],
    [
      'operations.exported',
      'failed',
      { entries: 7 },
      'The export of marta was broken off after 7 operations',
    ],
    ['something.new', 'succeeded', {}, 'marta: something.new on paul'],
  ] as const)('says of %s (%s) what it was', (action, outcome, details, text) => {
    expect(wordsOf({ action, outcome, details, target: 'paul' })).toEqual([text, null]);
  });
});
