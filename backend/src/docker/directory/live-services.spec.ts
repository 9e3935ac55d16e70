import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { aContainer, anId } from '../testing/a-container.ts';
import { DirectoryWorld } from '../testing/directory-world.ts';

const compose = (project: string, service: string): ReturnType<typeof aContainer>['compose'] => ({
  project,
  service,
  workingDir: null,
  configFiles: [],
});

describe('LiveServices', () => {
  it('finds services by key and by project, as they are now', () => {
    const world = new DirectoryWorld(new FakeClock());
    world.add(aContainer({ name: 'media-jellyfin-1', compose: compose('media', 'jellyfin') }));
    const sonarr = world.add(aContainer({ name: 'media-sonarr-1', compose: compose('media', 'sonarr') }));
    world.add(aContainer({ name: 'portainer', compose: null }));
    const { services } = world;
    expect(services.find('media/jellyfin')?.containers.map(({ name }) => name)).toEqual(['media-jellyfin-1']);
    expect(services.find('media/nothing')).toBeNull();
    expect(services.ofProject('media').map(({ key }) => key)).toEqual(['media/jellyfin', 'media/sonarr']);
    expect(services.ofProject('nothing')).toEqual([]);
    expect(services.all().map(({ key }) => key)).toEqual(['media/jellyfin', 'media/sonarr', '~/portainer']);
    world.engine.remove(sonarr.id);
    expect(services.ofProject('media').map(({ key }) => key)).toEqual(['media/jellyfin']);
  });

  it('says whether the engine is there', () => {
    const world = new DirectoryWorld(new FakeClock());
    expect(world.services.isLive()).toBe(true);
    world.loseEngine();
    expect(world.services.isLive()).toBe(false);
  });

  it('knows the container around the program, once the engine tells of it', () => {
    const id = anId();
    const world = new DirectoryWorld(new FakeClock(), id.slice(0, 12));
    expect(world.services.ownContainerId()).toBeNull();
    world.add(aContainer({ id }));
    expect(world.services.ownContainerId()).toBe(id);
  });
});
