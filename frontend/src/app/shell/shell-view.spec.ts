import { describe, expect, it } from '@jest/globals';
import type { EngineState } from '#shared/engine';
import { CONNECTED, directoryOf, NOON, serviceWith } from '../../testing/services';
import type { Freshness } from '../core/directory/freshness';
import type { Directory } from '../core/directory/reduce-services';
import type { Watched } from '../core/realtime/topic';
import { type ShellView, shellViewOf } from './shell-view';

const at = Date.parse(NOON);
const error = { code: 'engine_refused', message: 'No.', action: 'Start it.', retryAt: null } as const;

function view(watched: Watched<Directory>, freshness: Freshness = { status: 'live', at }): ShellView {
  const place = { trail: [], hasOwnHeading: false, area: 'overview', project: null } as const;
  return shellViewOf({ id: 'u', username: 'marta', role: 'viewer' }, place, watched, freshness, {
    status: 'open',
  });
}
const known = (engine: EngineState): Watched<Directory> => ({
  status: 'known',
  value: directoryOf([serviceWith('media/jellyfin')], { engine }),
});

describe('shellViewOf', () => {
  it('stands before anything is known', () => {
    expect(view({ status: 'waiting' }, { status: 'none' })).toMatchObject({
      projects: [],
      demo: false,
      engineTrouble: null,
      isFirst: true,
    });
  });

  it('says why the engine cannot be used, and how old the picture is', () => {
    const unreachable = { ...CONNECTED, status: 'unreachable', error } as const;
    expect(view(known(unreachable), { status: 'stale', at })).toMatchObject({
      engineTrouble: { error, asOf: at },
    });
    expect(view(known(unreachable), { status: 'none' })).toMatchObject({ engineTrouble: { asOf: null } });
  });

  it('does not keep the trouble of before once the engine is back', () => {
    expect(view(known({ ...CONNECTED, error })).engineTrouble).toBeNull();
  });

  it('never lets made-up services pass for real ones', () => {
    expect(view(known({ ...CONNECTED, kind: 'demo' })).demo).toBe(true);
  });

  it('knows nothing of states it cannot see', () => {
    expect(view(known(CONNECTED), { status: 'stale', at }).projects[0]?.status.word).toBe('Unknown');
  });
});
