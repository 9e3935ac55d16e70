import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ContainerSnapshot } from '#shared/operation';
import { aContainer, anId } from '../../docker/testing/a-container.ts';
import { FakeEngine } from '../../docker/testing/fake-engine.ts';
import { SystemClock } from '../../platform/time/system-clock.ts';
import { aService } from '../testing/a-service.ts';
import { SomeServices } from '../testing/some-services.ts';
import { snapshotNow, snapshotOf } from './container-snapshots.ts';

const [ID, OTHER_ID] = [anId(), anId()];

describe('the containers of an operation', () => {
  let engine: FakeEngine;
  beforeEach(() => {
    engine = new FakeEngine();
  });

  /** The directory as it was a moment ago: one healthy container of each service. */
  const jellyfin = aService('media/jellyfin', { container: { id: ID, health: 'healthy' } });
  const sonarr = aService('media/sonarr');
  const directory = new SomeServices([jellyfin, sonarr]);
  const name = 'media-jellyfin-1';

  const now = async (...keys: readonly string[]): Promise<readonly ContainerSnapshot[] | null> => {
    const ports = { engine, services: directory, clock: new SystemClock() };
    const text = await snapshotNow(ports, keys);
    return text === null ? null : (JSON.parse(text) as readonly ContainerSnapshot[]);
  };
  const compose = { project: 'media', service: 'jellyfin', workingDir: null, configFiles: [] };

  it('are what the directory knows before it', () => {
    const text = snapshotOf(directory, ['media/jellyfin']);
    expect(JSON.parse(text ?? '')).toMatchObject([{ id: ID, service: 'media/jellyfin', health: 'healthy' }]);
    expect(snapshotOf(directory, [])).toBeNull();
  });

  it('are after it what the engine says, and not what the directory has not heard of yet', async () => {
    engine.put(aContainer({ id: ID, name, compose, state: 'exited', health: 'none' }));
    expect(await now('media/jellyfin')).toMatchObject([{ id: ID, state: 'exited', health: 'none' }]);
  });

  it('are the ones that took the place of others', async () => {
    engine.put(aContainer({ id: OTHER_ID, name, compose, image: 'jellyfin/jellyfin:10.11.3' }));
    expect(await now('media/jellyfin')).toMatchObject([
      { id: OTHER_ID, service: 'media/jellyfin', image: 'jellyfin/jellyfin:10.11.3' },
    ]);
    expect(await now('media/sonarr')).toEqual([]);
  });

  it('are none where all are gone, and not known where the engine does not say', async () => {
    expect(await now('media/jellyfin')).toEqual([]);
    expect(await now()).toBeNull();
    engine.list = async () => Promise.reject(new Error('away'));
    await expect(now('media/jellyfin')).rejects.toThrow('away');
  });
});
