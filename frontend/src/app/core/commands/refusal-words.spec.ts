import { describe, expect, it } from '@jest/globals';
import type { Failure } from '../http/failure';
import { refusalWordsOf } from './refusal-words';

const run = { command: { id: 'service.restart', title: 'Restart service' }, name: 'jellyfin' };
const refused = (code: string, facts: Record<string, string> = {}): Failure => ({
  kind: 'refused',
  problem: { type: '', title: 'T', status: 409, code, detail: 'Because.', correlationId: 'c', facts },
});

describe('refusalWordsOf', () => {
  it('names the operation in the way', () => {
    expect(refusalWordsOf(run, refused('already_running', { operationId: 'op-9' }))).toEqual({
      title: 'Restart jellyfin was not started',
      text: 'Because.',
      operationId: 'op-9',
    });
  });

  it('says what the server says', () => {
    expect(refusalWordsOf(run, refused('forbidden'))).toEqual({
      title: 'Restart jellyfin was refused',
      text: 'Because.',
      operationId: null,
    });
  });

  it('does not call it refused when nobody answered', () => {
    expect(refusalWordsOf(run, { kind: 'offline' }).title).toBe('Restart jellyfin did not arrive');
  });
});
