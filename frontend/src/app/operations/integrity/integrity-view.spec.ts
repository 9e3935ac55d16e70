import { describe, expect, it } from '@jest/globals';
import type { AuditState } from '#shared/audit';
import { stateWith } from '../../../testing/audit';
import { integrityViewOf, type IntegrityView } from './integrity-view';
import { NOTHING_YET } from './reduce-integrity';

const viewOf = (change: Partial<AuditState>, isAsking = false): IntegrityView =>
  integrityViewOf({ state: stateWith(change), isAsking, failure: null });

const VERIFIED = {
  at: '2026-06-18T12:00:00.000Z',
  ok: true,
  entries: 1_200,
  firstBadSeq: null,
  problem: null,
};
const BROKEN = { ...VERIFIED, ok: false, entries: 599, firstBadSeq: 600, problem: 'it is not what it was' };

describe('integrityViewOf', () => {
  it('does not call a chain intact that nobody has verified', () => {
    expect(viewOf({})).toMatchObject({
      look: { tone: 'off', word: 'Audit chain not verified yet' },
      isBroken: false,
      verifiedAt: null,
      since: '',
      progress: null,
    });
  });

  it('says when it was verified, and how much has come since', () => {
    expect(viewOf({ entries: 1_234, lastVerified: VERIFIED })).toMatchObject({
      look: { tone: 'ok' },
      entries: '1,234 entries',
      verifiedAt: VERIFIED.at,
      since: '34 added since',
    });
  });

  it('says nothing of what has come where more has gone', () => {
    expect(viewOf({ entries: 1_000, lastVerified: VERIFIED })).toMatchObject({ since: '' });
  });

  it('names the first entry that does not fit, what is wrong with it, and what still holds', () => {
    const view = viewOf({ lastVerified: BROKEN });
    expect(view).toMatchObject({
      isBroken: true,
      look: { tone: 'bad', word: 'Audit chain broken at entry 600' },
      damage: expect.stringContaining('Entry 600: it is not what it was.'),
    });
    expect(view).toMatchObject({
      damage: expect.stringContaining('The 599 entries before it are in order.'),
    });
  });

  it('stays broken while it is verified anew', () => {
    expect(viewOf({ lastVerified: BROKEN, verifying: { checked: 10, total: 1_200 } })).toMatchObject({
      isBroken: true,
      progress: { percent: 0 },
    });
  });

  it('shows how far a check is, from the moment it is asked for', () => {
    expect(viewOf({}, true)).toMatchObject({ progress: { percent: 0, text: '0 of 1,200 entries' } });
    expect(viewOf({ verifying: { checked: 900, total: 1_200 } }, true)).toMatchObject({
      progress: { percent: 75, text: '900 of 1,200 entries' },
    });
    expect(viewOf({ verifying: { checked: 0, total: 0 } })).toMatchObject({ progress: { percent: 0 } });
  });

  it('shortens the head, and has it as the command line takes it', () => {
    const hash = 'ab12cd'.padEnd(60, '0') + 'ffee';
    expect(viewOf({ headSeq: 7, headHash: hash })).toMatchObject({
      head: { short: 'ab12cd…ffee', hash, known: `7:${hash}` },
    });
    expect(viewOf({ entries: 0, headSeq: 0 })).toMatchObject({ head: null });
  });

  it('tells apart that nothing is known from what is no longer current', () => {
    const failure = { kind: 'offline' } as const;
    expect(integrityViewOf(NOTHING_YET)).toEqual({ status: 'loading' });
    expect(integrityViewOf({ ...NOTHING_YET, failure })).toMatchObject({ status: 'failed' });
    expect(integrityViewOf({ state: stateWith(), isAsking: false, failure })).toMatchObject({
      status: 'known',
      failure: expect.stringContaining('The server does not answer.'),
    });
  });
});
