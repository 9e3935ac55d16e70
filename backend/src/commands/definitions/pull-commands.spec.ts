import { describe, expect, it } from '@jest/globals';
import { RefusedByEngine } from '../../docker/public.ts';
import { aContainer } from '../../docker/testing/a-container.ts';
import { aReference } from '../../docker/testing/a-reference.ts';
import { DirectoryWorld } from '../../docker/testing/directory-world.ts';
import { HastyClock } from '../../platform/testing/hasty-clock.ts';
import { ParamUnresolved } from '../command-errors.ts';
import { RecordingContext } from '../testing/recording-context.ts';
import { enginePorts } from '../testing/some-ports.ts';
import { pullEveryImage } from './docker-pull-all.command.ts';
import { pullOneImage } from './docker-pull.command.ts';
import { planPulls, type PullPlan, type WantedImage } from './pull-plan.ts';

const digits = (text: string): string => text.repeat(64).slice(0, 64);

class World extends DirectoryWorld {
  readonly ports;

  constructor() {
    const clock = new HastyClock();
    super(clock);
    this.ports = enginePorts({ engine: this.engine, services: this.services, clock });
  }

  /** A service made from an image that the registry has. */
  service(service: string, image: string): this {
    const compose = { project: 'shop', service, workingDir: null, configFiles: [] };
    this.add(aContainer({ name: `shop-${service}-1`, image, compose }));
    return this;
  }

  publish(image: string, version: string, layers = 2): this {
    this.engine.images.publish(aReference(image), {
      id: `sha256:${digits(version)}`,
      digest: `sha256:${digits(`d${version}`)}`,
      layers: Array.from({ length: layers }, (_, index) => ({
        id: digits(`${version}${index}`).slice(0, 12),
        bytes: 1_000,
      })),
    });
    return this;
  }

  onePull(image: string): RecordingContext<WantedImage> {
    return new RecordingContext(pullOneImage.resolve({ image }, this.ports), this.ports);
  }

  allPulls(): RecordingContext<PullPlan> {
    return new RecordingContext(pullEveryImage.resolve({}, this.ports), this.ports);
  }
}

describe('docker.pull', () => {
  it('pulls an image in use, with a bar for it and one for each layer', async () => {
    const world = new World().service('cache', 'redis:8').publish('redis:8', 'a');
    const context = world.onePull('redis:8');
    await pullOneImage.run(context);
    expect(context.calls).toEqual([{ type: 'engine', request: 'POST /images/create?fromImage=redis&tag=8' }]);
    expect(context.progressed[0]).toMatchObject({ id: 'redis:8', status: 'waiting', total: null });
    const layers = [...context.bars.values()].filter(({ parent }) => parent === 'redis:8');
    expect(layers).toHaveLength(2);
    expect(layers.every(({ status, current, total }) => status === 'succeeded' && current === total)).toBe(
      true,
    );
    expect(context.bars.get('redis:8')).toMatchObject({
      parent: null,
      status: 'succeeded',
      current: 2,
      total: 2,
      unit: 'items',
    });
    expect(context.lines).toEqual([
      `redis:8: newer image ${'a'.repeat(12)}. Used from the next time they are created: shop/cache.`,
    ]);

    const again = world.onePull('redis:8');
    await pullOneImage.run(again);
    expect(again.lines).toEqual(['redis:8: up to date.']);
    expect(again.bars.get('redis:8')?.status).toBe('unchanged');

    world.publish('redis:8', 'b');
    const third = world.onePull('redis:8');
    await pullOneImage.run(third);
    expect(third.steps).toEqual([
      {
        title: 'Pull redis:8',
        status: 'succeeded',
        detail: `newer image ${'b'.repeat(12)} instead of ${'a'.repeat(12)}`,
      },
    ]);
  });

  it('pulls only what a service uses, by the name the service uses', () => {
    const world = new World()
      .service('cache', 'docker.io/library/redis:8')
      .service('own', `sha256:${digits('c')}`);
    for (const image of ['redis:8', 'redis', 'nginx', '', 'redis:8?x', '../x'])
      expect(() => world.onePull(image)).toThrow(ParamUnresolved);
    expect(() => world.onePull(`sha256:${digits('c')}`)).toThrow(ParamUnresolved);
    const { input } = world.onePull('docker.io/library/redis:8');
    expect(pullOneImage.target(input)).toBe('redis:8');
    expect(pullOneImage.lock(input)).toBe('image:redis:8');
  });

  it.each([
    ['toomanyrequests: You have reached your unauthenticated pull rate limit', 'Try again in some hours'],
    ['pull access denied for shop/own, repository does not exist', 'without credentials'],
    ['manifest for redis:8 not found: manifest unknown', 'has no such tag'],
    ['write /var/lib/docker/tmp/x: no space left on device', 'Free some space'],
  ])('says what to do when the registry says “%s”', async (said, advice) => {
    const world = new World().service('cache', 'redis:8').publish('redis:8', 'a');
    world.engine.images.refuse(aReference('redis:8'), new RefusedByEngine(200, said));
    const context = world.onePull('redis:8');
    const failure = pullOneImage.run(context);
    await expect(failure).rejects.toMatchObject({ code: 'pull_failed' });
    await expect(failure).rejects.toThrow(`redis:8 could not be pulled: ${said}.`);
    await expect(failure).rejects.toThrow(advice);
    expect(context.bars.get('redis:8')).toMatchObject({ status: 'failed', detail: said });
  });
});

describe('docker.pull-all', () => {
  it('pulls each image once, three at a time, and says which changed', async () => {
    const world = new World().service('cache-b', 'redis:8').service('cache-a', 'docker.io/library/redis:8');
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
      world.service(name, `registry.example/${name}:1`).publish(`registry.example/${name}:1`, name, 4);
    world.publish('redis:8', '9');
    const context = world.allPulls();
    await pullEveryImage.run(context);
    expect(world.engine.calls.pull).toBe(7);
    expect(world.engine.images.mostAtOnce).toBe(3);
    expect(context.lines).toContain(
      `redis:8: newer image ${'9'.repeat(12)}. Used from the next time they are created: shop/cache-a, shop/cache-b.`,
    );
    expect(context.lines.at(-1)).toBe('7 images: 7 newer, 0 up to date, 0 skipped, 0 failed.');
    const again = world.allPulls();
    await pullEveryImage.run(again);
    expect(again.lines.at(-1)).toBe('7 images: 0 newer, 7 up to date, 0 skipped, 0 failed.');
  });

  it('shows every image from the beginning', async () => {
    const world = new World();
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      world.service(name, `registry.example/${name}:1`).publish(`registry.example/${name}:1`, name);
    const context = world.allPulls();
    await pullEveryImage.run(context);
    expect(context.progressed.slice(0, 5).map(({ id, status }) => [id, status])).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [`registry.example/${name}:1`, 'waiting']),
    );
  });

  it('goes on when one fails, and fails at the end naming it', async () => {
    const world = new World()
      .service('gone', 'registry.example/gone:1')
      .service('cache', 'redis:8')
      .publish('redis:8', 'a');
    const context = world.allPulls();
    await expect(pullEveryImage.run(context)).rejects.toMatchObject({
      code: 'pull_failed',
      message: expect.stringContaining('1 of 2 images could not be pulled: registry.example/gone:1.'),
    });
    expect(context.lines.at(-1)).toBe('2 images: 1 newer, 0 up to date, 0 skipped, 1 failed.');
    expect(context.steps.map(({ status }) => status).sort()).toEqual(['failed', 'succeeded']);
  });

  it('skips what no registry knows, and says why', async () => {
    const world = new World()
      .service('by-id', `sha256:${digits('e')}`)
      .service('built', 'shop-built:latest')
      .service('cache', 'redis:8')
      .publish('redis:8', 'a');
    world.engine.images.build(aReference('shop-built'), `sha256:${digits('f')}`);
    const context = world.allPulls();
    await pullEveryImage.run(context);
    expect(context.lines[0]).toContain('skipped, shop/by-id was made from an image by its id');
    expect(context.lines).toContain('shop-built:latest: skipped, it was built on this machine.');
    expect(context.lines.at(-1)).toBe('2 images: 1 newer, 0 up to date, 1 skipped, 0 failed.');
    expect(world.engine.calls.pull).toBe(1);
  });

  it('stops them all when cancelled, and names no failure of an image', async () => {
    const world = new World();
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      world.service(name, `registry.example/${name}:1`).publish(`registry.example/${name}:1`, name, 50);
    const context = world.allPulls();
    const running = pullEveryImage.run(context);
    const reason = new Error('cancelled');
    setTimeout(() => {
      context.cancel(reason);
    }, 20);
    await expect(running).rejects.toBe(reason);
    expect(world.engine.calls.pull).toBe(3);
    expect(context.lines).toEqual([]);
  });
});

describe('planPulls', () => {
  it('does not take a short image id for a name', () => {
    const world = new World();
    const imageId = `sha256:${digits('3f2a1c9d8e7b')}`;
    world.add(aContainer({ image: '3f2a1c9d8e7b', imageId }));
    expect(planPulls(world.services.all())).toMatchObject({
      wanted: [],
      skipped: [{ image: '3f2a1c9d8e7b' }],
    });
  });
});
