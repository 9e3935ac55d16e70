import { describe, expect, it } from '@jest/globals';
import { operationWith } from '../../../testing/operations';
import { type Busy, busyOf } from './busy';
import type { ActionContext } from './offers';

const jellyfin = { key: 'media/jellyfin', project: 'media' };
const on = (change: Partial<Pick<ActionContext, 'active' | 'pending'>>): Busy | null =>
  busyOf({ active: [], pending: [], ...change }, jellyfin);

describe('busyOf', () => {
  it('shows the next state from the moment it was asked for', () => {
    expect(on({ pending: [{ command: 'service.restart', target: 'media/jellyfin' }] })).toMatchObject({
      look: { word: 'Restarting' },
      operationId: null,
    });
    expect(on({ pending: [{ command: 'compose.stop', target: 'media' }] })?.look.word).toBe('Stopping');
  });

  it('then what the server says', () => {
    expect(on({ active: [operationWith({ status: 'queued' })] })?.look.word).toBe('Queued');
    expect(on({ active: [operationWith()] })).toMatchObject({
      look: { word: 'Restarting' },
      operationId: 'op-1',
    });
    expect(on({ active: [operationWith({ command: 'compose.up', target: 'media' })] })?.look.word).toBe(
      'Updating',
    );
  });

  it('is not about others, nor about pulls that change nothing yet', () => {
    expect(on({})).toBeNull();
    expect(on({ active: [operationWith({ target: 'media/sonarr' })] })).toBeNull();
    expect(on({ pending: [{ command: 'compose.pull', target: 'media' }] })).toBeNull();
    expect(on({ active: [operationWith({ command: 'docker.pull', target: 'media/jellyfin' })] })).toBeNull();
  });
});
