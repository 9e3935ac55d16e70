import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ContainerEngine, DockerModule, LiveServices } from '../../docker/public.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../../platform/testing/test-app.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { CommandDefinition } from '../command.ts';
import type { CommandPorts } from '../command-ports.ts';
import { RecordingContext } from '../testing/recording-context.ts';
import { enginePorts } from '../testing/some-ports.ts';
import { pullOneImage } from './docker-pull.command.ts';
import { pullEveryImage } from './docker-pull-all.command.ts';
import { restartService } from './service-restart.command.ts';
import { startService } from './service-start.command.ts';
import { stopService } from './service-stop.command.ts';

jest.setTimeout(60_000); // the demo engine takes the time a real one takes

describe('commands on the demo engine', () => {
  let app: TestApp;
  let ports: CommandPorts;

  beforeAll(async () => {
    app = await startTestApp({
      imports: [DockerModule, new FakeSessions().asModule()],
      environment: { HOMELAB_ENGINE: 'demo' },
    });
    ports = enginePorts({
      engine: app.get(ContainerEngine),
      services: app.get(LiveServices),
      clock: app.get(Clock),
    });
    await until(() => ports.services.isLive());
  });

  afterAll(async () => {
    await app.close();
  });

  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  const run = async <P, R>(command: CommandDefinition<P, R>, params: P): Promise<RecordingContext<R>> => {
    const context = new RecordingContext(command.resolve(params, ports), ports);
    await command.run(context);
    return context;
  };

  it('stops, starts and restarts a service, and the directory follows', async () => {
    const service = 'edge/whoami';
    const { steps } = await run(stopService, { service });
    expect(steps.every(({ detail }) => detail?.startsWith('ended with exit code') === true)).toBe(true);
    await until(() => ports.services.find(service)?.state === 'stopped');
    await run(startService, { service });
    await until(() => ports.services.find(service)?.state === 'running');
    const context = await run(restartService, { service });
    const replicas = ports.services.find(service)?.containers.length ?? 0;
    expect(replicas).toBeGreaterThan(1);
    expect(context.steps).toHaveLength(2 * replicas);
  });

  it('says whom a restart cuts off from the network', async () => {
    const owner = ports.services
      .all()
      .find(({ containers }) => containers.some(({ id, name }) => guestsOf(id, name).length > 0));
    if (owner === undefined) throw new Error('nobody shares a network in the homelab');
    const context = new RecordingContext(restartService.resolve({ service: owner.key }, ports), ports);
    const running = restartService.run(context);
    await until(() => context.steps.length > 0);
    context.cancel(new Error('seen enough')); // its health check comes only half a minute later
    await expect(running).rejects.toThrow('seen enough');
    for (const guest of guestsOf(owner.containers[0]?.id ?? '', owner.containers[0]?.name ?? ''))
      expect(context.lines.join('\n')).toContain(guest);
  });

  const guestsOf = (id: string, name: string): string[] =>
    ports.services
      .all()
      .flatMap(({ containers }) => containers)
      .filter(({ networkOf, state }) => (networkOf === id || networkOf === name) && state === 'running')
      .map((container) => container.name);

  it('pulls every image: a few are newer and come layer by layer, and are up to date the next time', async () => {
    const { wanted } = pullEveryImage.resolve({}, ports);
    expect(wanted.length).toBeGreaterThan(15);
    const first = await run(pullEveryImage, {});
    const bars = [...first.bars.values()].filter(({ parent }) => parent === null);
    const newer = bars.filter(({ status }) => status === 'succeeded');
    expect(newer.length).toBeGreaterThan(0);
    expect(bars.filter(({ status }) => status === 'unchanged')).toHaveLength(wanted.length - newer.length);
    const layers = first.progressed.filter(({ parent }) => parent === newer[0]?.id);
    expect(new Set(layers.map(({ detail }) => detail))).toEqual(
      new Set([null, 'downloading', 'extracting', 'was there already']),
    );
    const again = await run(pullOneImage, { image: newer[0]?.id ?? '' });
    expect(again.steps[0]?.detail).toBe('up to date');
  });
});
