import { describe, expect, it } from '@jest/globals';
import type { ServiceDetail } from '#shared/service-detail';
import { type ContainerFacts, EngineFailure, RefusedByEngine } from '../../docker/public.ts';
import { aContainer } from '../../docker/testing/a-container.ts';
import { DirectoryWorld } from '../../docker/testing/directory-world.ts';
import type { DockerHost } from '../../platform/config/docker-host.ts';
import { HastyClock } from '../../platform/testing/hasty-clock.ts';
import type { CommandDefinition } from '../command.ts';
import { CommandRefused, ParamUnresolved } from '../command-errors.ts';
import { RecordingContext } from '../testing/recording-context.ts';
import { enginePorts } from '../testing/some-ports.ts';
import type { ServiceParams } from './service-params.ts';
import { restartService } from './service-restart.command.ts';
import { startService } from './service-start.command.ts';
import { stopService } from './service-stop.command.ts';

type ServiceCommand = CommandDefinition<ServiceParams, ServiceDetail>;

const AWAY = new EngineFailure('engine_timeout', 'it does not answer', 'look at its log');

/** One engine, its directory, and a context for each run. */
class World extends DirectoryWorld {
  readonly ports;

  constructor(clock = new HastyClock(), hostname?: string, engineHost?: DockerHost) {
    super(clock, hostname, engineHost);
    this.ports = enginePorts({ engine: this.engine, services: this.services, clock });
  }

  /** A replica of `media/jellyfin`. */
  replica(number: number, facts: Partial<ContainerFacts> = {}): ContainerFacts {
    return this.add(aContainer({ name: `media-jellyfin-${number}`, ...facts }));
  }

  context(command: ServiceCommand, service = 'media/jellyfin'): RecordingContext<ServiceDetail> {
    return new RecordingContext(command.resolve({ service }, this.ports), this.ports);
  }

  /** Runs a command to its end. */
  async run(command: ServiceCommand): Promise<RecordingContext<ServiceDetail>> {
    const context = this.context(command);
    await command.run(context);
    return context;
  }
}

const CHECK: NonNullable<ContainerFacts['healthCheck']> = {
  intervalMs: 1_000,
  timeoutMs: 1_000,
  retries: 2,
  startPeriodMs: 0,
  failingStreak: 0,
  log: [],
};
const checkSaying = (output: string): Partial<ContainerFacts> => ({
  health: 'unhealthy',
  healthCheck: {
    ...CHECK,
    log: [{ startedAt: '', endedAt: '', exitCode: 1, output }],
  },
});

describe('service.restart', () => {
  it('restarts one replica after the other, and waits for the health of each', async () => {
    const world = new World();
    for (const number of [2, 1]) {
      const { id } = world.replica(number, { health: 'healthy', healthCheck: CHECK });
      world.engine.behave(id, { afterStart: [{}, {}, { health: 'healthy' }] });
    }
    const context = await world.run(restartService);
    expect(world.engine.asked).toEqual(['restart media-jellyfin-1', 'restart media-jellyfin-2']);
    expect(context.calls).toEqual([
      { type: 'engine', request: 'POST /containers/media-jellyfin-1/restart' },
      { type: 'engine', request: 'POST /containers/media-jellyfin-2/restart' },
    ]);
    expect(context.steps).toEqual([
      { title: 'Restart media-jellyfin-1', status: 'succeeded', detail: null },
      { title: 'Wait until media-jellyfin-1 is well', status: 'succeeded', detail: 'is healthy' },
      { title: 'Restart media-jellyfin-2', status: 'succeeded', detail: null },
      { title: 'Wait until media-jellyfin-2 is well', status: 'succeeded', detail: 'is healthy' },
    ]);
    expect(world.services.find('media/jellyfin')?.health).toBe('healthy');
  });

  it('fails with what the health check says, and leaves the other replicas alone', async () => {
    const world = new World();
    const first = world.replica(1, { health: 'healthy', healthCheck: CHECK });
    world.engine.behave(first.id, { afterStart: [{}, checkSaying('HTTP 503')] });
    world.replica(2);
    const context = world.context(restartService);
    await expect(restartService.run(context)).rejects.toMatchObject({
      code: 'health_check_failed',
      message: expect.stringContaining('“HTTP 503”'),
    });
    expect(world.engine.asked).toEqual(['restart media-jellyfin-1']);
    expect(context.steps.at(-1)).toMatchObject({ status: 'failed' });
    expect(context.lines).toContain('Left as they are: media-jellyfin-2.');
  });

  it('fails when the health check comes to no result', async () => {
    const world = new World();
    const { id } = world.replica(1, { health: 'healthy', healthCheck: CHECK });
    world.engine.behave(id, { afterStart: [] });
    await expect(world.run(restartService)).rejects.toMatchObject({ code: 'health_unknown' });
  });

  it('fails when the program ends at once, with its exit code', async () => {
    const world = new World();
    const { id } = world.replica(1);
    world.engine.behave(id, { afterStart: [{}, { state: 'exited', exitCode: 78 }] });
    await expect(world.run(restartService)).rejects.toMatchObject({ code: 'exited', exitCode: 78 });
  });

  it('says what the engine says when it refuses', async () => {
    const world = new World();
    world.replica(1);
    world.engine.fail('restart', new RefusedByEngine(500, 'driver failed: port 80 is already allocated'));
    await expect(world.run(restartService)).rejects.toMatchObject({
      code: 'engine_refused',
      message: 'The engine did not restart media-jellyfin-1: driver failed: port 80 is already allocated.',
    });
  });

  it('bears an engine that misses a look, and not one that stays away', async () => {
    const world = new World();
    const { id } = world.replica(1, { health: 'healthy', healthCheck: CHECK });
    world.engine.behave(id, { afterStart: [{}, {}, { health: 'healthy' }] });
    world.engine.fail('inspect', AWAY, 40); // longer than the check's own window
    await world.run(restartService);
    world.engine.fail('inspect', AWAY);
    await expect(restartService.run(world.context(restartService))).rejects.toBe(AWAY);
  });

  it('ends at once when cancelled, and says what stays', async () => {
    const world = new World();
    const { id } = world.replica(1, { stopTimeoutSeconds: 30 });
    world.engine.behave(id, { stubborn: true });
    const context = world.context(restartService);
    const running = restartService.run(context);
    const reason = new Error('cancelled');
    setTimeout(() => {
      context.cancel(reason);
    }, 10);
    await expect(running).rejects.toBe(reason);
    expect(context.lines).toEqual(['The engine carries on with the restart of media-jellyfin-1.']);
  });

  it('ends at once when cancelled while it waits', async () => {
    const world = new World();
    const healthCheck = { ...CHECK, startPeriodMs: 600_000 };
    const { id } = world.replica(1, { health: 'healthy', healthCheck });
    const context = world.context(restartService);
    const reason = new Error('cancelled');
    world.engine.behave(id, { afterStart: [] });
    const running = restartService.run(context);
    setImmediate(() => {
      context.cancel(reason);
    });
    await expect(running).rejects.toBe(reason);
    expect(world.engine.peek(id)?.state).toBe('running');
  });

  it('warns of containers that are cut off because they use its network', async () => {
    const world = new World();
    const gluetun = world.replica(1);
    const compose = { project: 'media', workingDir: null, configFiles: [] };
    const guest = (service: string, networkOf: string, state: ContainerFacts['state']): ContainerFacts =>
      world.add(
        aContainer({ name: `media-${service}-1`, networkOf, state, compose: { ...compose, service } }),
      );
    guest('qbittorrent', gluetun.id, 'running');
    guest('prowlarr', gluetun.name, 'running');
    guest('off', gluetun.id, 'exited');
    const context = await world.run(restartService);
    const warning = context.steps[0]?.detail;
    expect(warning).toContain(
      'media/prowlarr (media-prowlarr-1), media/qbittorrent (media-qbittorrent-1). Restart them as well.',
    );
    expect(warning).not.toContain('media/off');
    expect(context.lines).toContain(warning);
  });

  it('works on the containers there are when its turn comes', async () => {
    const world = new World();
    const old = world.replica(1);
    const context = world.context(restartService);
    world.engine.remove(old.id);
    const recreated = world.replica(1);
    await restartService.run(context);
    expect(world.engine.peek(recreated.id)?.startedAt).not.toBe(recreated.startedAt);
    world.engine.remove(recreated.id);
    await expect(restartService.run(context)).rejects.toMatchObject({ code: 'service_gone' });
  });

  it('knows no service that is not there', () => {
    expect(() => new World().context(restartService, 'media/nothing')).toThrow(ParamUnresolved);
  });
});

describe('service.start', () => {
  it('starts what does not run, and waits for it', async () => {
    const world = new World();
    world.replica(1);
    world.replica(2, { state: 'exited' });
    const context = await world.run(startService);
    expect(context.steps).toEqual([
      { title: 'Start media-jellyfin-1', status: 'succeeded', detail: 'was running already' },
      { title: 'Start media-jellyfin-2', status: 'succeeded', detail: null },
      {
        title: 'Wait until media-jellyfin-2 is well',
        status: 'succeeded',
        detail: 'is running; it has no health check',
      },
    ]);
    expect(world.services.find('media/jellyfin')?.state).toBe('running');
  });

  it('lets a job do its work', async () => {
    const world = new World();
    const restartPolicy = { name: 'no', maximumRetries: 0 } as const;
    const { id } = world.replica(1, { state: 'exited', restartPolicy });
    world.engine.behave(id, { afterStart: [{ state: 'exited', exitCode: 0 }] });
    const context = await world.run(startService);
    expect(context.steps.at(-1)?.detail).toBe('has done its work and ended with exit code 0');
  });

  it('says what to do about a paused container', async () => {
    const world = new World();
    world.replica(1, { state: 'paused' });
    await expect(world.run(startService)).rejects.toMatchObject({
      code: 'engine_refused',
      message: expect.stringContaining('Restart it instead.'),
    });
  });
});

describe('service.stop', () => {
  it('stops every replica, and says how each ended', async () => {
    const world = new World();
    world.replica(1);
    const stubborn = world.replica(2, { stopTimeoutSeconds: 0 });
    world.engine.behave(stubborn.id, { stubborn: true });
    world.replica(3, { state: 'exited' });
    const context = await world.run(stopService);
    expect(context.steps.map(({ title, detail }) => [title, detail])).toEqual([
      ['Stop media-jellyfin-1', 'ended with exit code 0'],
      ['Stop media-jellyfin-2', 'did not end in time and was killed'],
      ['Stop media-jellyfin-3', 'did not run'],
    ]);
    expect(world.services.find('media/jellyfin')?.state).toBe('stopped');
  });

  it('does not believe the engine when the container runs', async () => {
    const world = new World();
    const { id } = world.replica(1);
    world.engine.events().subscribe((event) => {
      const facts = world.engine.peek(id);
      if (event !== 'ready' && event.action === 'stopped' && facts !== null)
        world.engine.put({ ...facts, state: 'running' });
    });
    await expect(world.run(stopService)).rejects.toMatchObject({ code: 'still_running' });
  });

  it('warns of containers that use its network', async () => {
    const world = new World();
    const { id } = world.replica(1);
    world.add(aContainer({ name: 'guest', compose: null, networkOf: id }));
    const context = await world.run(stopService);
    expect(context.lines.at(-1)).toContain('Once media-jellyfin-1 runs again, restart them as well.');
  });
});

describe('its own container', () => {
  const ownWorld = (): { readonly world: World; readonly own: ContainerFacts } => {
    const own = aContainer({ name: 'media-jellyfin-1' });
    const world = new World(new HastyClock(), own.id.slice(0, 12));
    world.add(own);
    return { world, own };
  };

  it.each([
    ['stop', stopService],
    ['restart', restartService],
  ] as const)('is not touched by %s', (verb, command) => {
    const { world } = ownWorld();
    expect(() => world.context(command)).toThrow(CommandRefused);
    expect(() => world.context(command)).toThrow(`Run “docker ${verb} media-jellyfin-1” on the machine`);
  });

  it('may be started, which changes nothing', async () => {
    const { world } = ownWorld();
    await world.run(startService);
    expect(world.engine.asked).toEqual(['start media-jellyfin-1']);
  });

  it('does not lose the proxy through which it reaches the engine', () => {
    const host = { transport: 'tcp', host: 'socket-proxy', port: 2375 } as const;
    const world = new World(new HastyClock(), undefined, host);
    world.add(aContainer({ name: 'socket-proxy', compose: null }));
    expect(() => world.context(stopService, '~/socket-proxy')).toThrow('reaches the engine through');
    world.replica(1);
    expect(world.context(stopService).input.key).toBe('media/jellyfin');
  });

  it('does not lose the network its proxy uses', () => {
    const host = { transport: 'tcp', host: 'socket-proxy', port: 2375 } as const;
    const world = new World(new HastyClock(), undefined, host);
    world.add(aContainer({ name: 'socket-proxy', compose: null, networkOf: 'tailscale' }));
    world.add(aContainer({ name: 'tailscale', compose: null }));
    expect(() => world.context(stopService, '~/tailscale')).toThrow(
      'reaches the engine through socket-proxy, which uses the network of tailscale.',
    );
  });

  it('does not lose the network it uses', () => {
    const own = aContainer({ name: 'homelab', compose: null, networkOf: 'tailscale' });
    const world = new World(new HastyClock(), own.id.slice(0, 12));
    world.add(own);
    world.add(aContainer({ name: 'tailscale', compose: null }));
    expect(() => world.context(restartService, '~/tailscale')).toThrow(
      'Run “docker restart tailscale” and “docker restart homelab” on the machine',
    );
  });
});

describe('what became of an operation whose process is gone', () => {
  const BEFORE = '2026-06-18T14:00:00.000Z';
  const SINCE = Date.parse('2026-06-18T14:10:00.000Z');
  const AFTER = '2026-06-18T14:10:05.000Z';
  const healthy = { health: 'healthy', healthCheck: CHECK } as const;

  it.each([
    ['restarted and healthy', restartService, { startedAt: AFTER, ...healthy }, 'succeeded'],
    ['restarted and settled', restartService, { startedAt: AFTER }, 'succeeded'],
    ['not restarted', restartService, { startedAt: BEFORE, ...healthy }, null],
    ['restarted, not known yet', restartService, { startedAt: AFTER, health: 'starting' }, null],
    ['restarted and ill', restartService, { startedAt: AFTER, ...checkSaying('no') }, 'failed'],
    ['restarted and ended', restartService, { startedAt: AFTER, state: 'exited', exitCode: 1 }, 'failed'],
    ['restarted and crashing', restartService, { startedAt: AFTER, state: 'restarting' }, 'failed'],
    ['running before', startService, { startedAt: BEFORE, ...healthy }, 'succeeded'],
    ['ill before', startService, { startedAt: BEFORE, ...checkSaying('no') }, null],
    ['still stopped', startService, { state: 'exited', exitCode: 0, startedAt: BEFORE }, null],
    ['stopped since', stopService, { state: 'exited', finishedAt: AFTER }, 'succeeded'],
    ['stopped before', stopService, { state: 'exited', finishedAt: BEFORE }, null],
    ['still running', stopService, { finishedAt: BEFORE }, null],
  ] as const)('%s', async (_what, command, facts, status) => {
    const clock = new HastyClock(Date.parse('2026-06-18T14:11:00.000Z'));
    const world = new World(clock);
    world.replica(1, facts);
    const found = await command.reconcile?.({ service: 'media/jellyfin' }, SINCE, world.ports);
    expect(found?.status ?? null).toBe(status);
  });

  it('is only certain when it holds for every replica, and when the directory is live', async () => {
    const clock = new HastyClock(Date.parse('2026-06-18T14:11:00.000Z'));
    const world = new World(clock);
    world.replica(1, { startedAt: AFTER, ...healthy });
    const ask = async (): Promise<string | null> =>
      (await restartService.reconcile?.({ service: 'media/jellyfin' }, SINCE, world.ports))?.status ?? null;
    expect(await ask()).toBe('succeeded');
    world.replica(2, { startedAt: BEFORE, ...healthy });
    expect(await ask()).toBeNull();
    world.loseEngine();
    expect(await ask()).toBeNull();
    expect(await restartService.reconcile?.({ service: 'media/x' }, SINCE, world.ports)).toBeNull();
  });
});
