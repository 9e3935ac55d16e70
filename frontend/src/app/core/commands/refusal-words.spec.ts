import { describe, expect, it } from '@jest/globals';
import type { Failure } from '../http/failure';
import { NOON } from '../../../testing/services';
import { clockTime } from '../../ui/time/format-time';
import { refusalWordsOf } from './refusal-words';

const run = { command: { id: 'service.restart', title: 'Restart service' }, name: 'jellyfin' };
const noon = Date.parse(NOON);
const refused = (code: string, facts: Record<string, string | boolean> = {}): Failure => ({
  kind: 'refused',
  problem: { type: '', title: 'T', status: 409, code, detail: 'Because.', correlationId: 'c', facts },
});

describe('refusalWordsOf', () => {
  it('names the operation in the way', () => {
    expect(refusalWordsOf(run, refused('already_running', { operationId: 'op-9' }), noon)).toEqual({
      title: 'Restart jellyfin was not started',
      text: 'Because.',
      operationId: 'op-9',
    });
  });

  it('says what runs on what, since when and for whom, in the zone of this device', () => {
    const facts = {
      ...{ operationId: 'op-9', command: 'compose.up', title: 'Compose up', target: 'media' },
      ...{ actor: 'jonas', since: NOON, isRunning: true },
    };
    const words = (change: object): string =>
      refusalWordsOf(run, refused('already_running', { ...facts, ...change }), noon).text;
    expect(words({})).toBe(
      `Compose up media has been running since ${clockTime(noon)}, asked for by jonas. Follow that one, or try again afterwards.`,
    );
    expect(words({ isRunning: false, target: undefined })).toBe(
      `Compose up has been waiting for its turn since ${clockTime(noon)}, asked for by jonas. Follow that one, or try again afterwards.`,
    );
  });

  it('says what the server says', () => {
    expect(refusalWordsOf(run, refused('forbidden'), noon)).toEqual({
      title: 'Restart jellyfin was refused',
      text: 'Because.',
      operationId: null,
    });
  });

  it('does not call it refused when nobody answered', () => {
    expect(refusalWordsOf(run, { kind: 'offline' }, noon).title).toBe('Restart jellyfin did not arrive');
  });
});
