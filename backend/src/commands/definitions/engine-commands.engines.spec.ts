import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type LabEngine, startEngine } from '../../../../e2e/lab/engine.ts';
import { loadHealthImage, setHealth } from '../../../../e2e/lab/health-images.ts';
import { loadBusybox } from '../../../../e2e/lab/images.ts';
import { findEngines } from '../../../../e2e/lab/installations.ts';
import { type LabRegistry, startRegistry } from '../../../../e2e/lab/registry.ts';
import { ContainerEngine, DockerModule, LiveServices, referenceText } from '../../docker/public.ts';
import { LabWorld } from '../../docker/testing/http-world.ts';
import { FakeSessions } from '../../platform/testing/fake-sessions.ts';
import { startTestApp, type TestApp } from '../../platform/testing/test-app.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { CommandDefinition } from '../command.ts';
import type { CommandPorts } from '../command-ports.ts';
import { RecordingContext } from '../testing/recording-context.ts';
import { enginePorts } from '../testing/some-ports.ts';
import { pullEveryImage } from './docker-pull-all.command.ts';
import { pullOneImage } from './docker-pull.command.ts';
import { restartService } from './service-restart.command.ts';
import { startService } from './service-start.command.ts';
import { stopService } from './service-stop.command.ts';

const START_TIMEOUT_MS = 120_000;
const PATIENCE_MS = 20_000;
jest.setTimeout(180_000); // on a busy machine a pull alone takes a minute

const engines = await findEngines();
const oldestAndNewest = [engines.at(0), engines.at(-1)].filter((found) => found !== undefined);

describe.each(oldestAndNewest)('commands on Docker $version', (installation) => {
  let lab: LabEngine;
  let registry: LabRegistry;
  let world: LabWorld;
  let app: TestApp;
  let ports: CommandPorts;

  beforeAll(async () => {
    registry = await startRegistry();
    lab = await startEngine(installation, { registryPort: registry.port });
    world = new LabWorld(lab, registry);
    await loadBusybox(lab);
    await loadHealthImage(lab, 'lab/health:1');
    const sessions = new FakeSessions();
    app = await startTestApp({
      imports: [DockerModule, sessions.asModule()],
      environment: { HOMELAB_ENGINE: 'docker', DOCKER_HOST: lab.dockerHost },
    });
    ports = enginePorts({
      engine: app.get(ContainerEngine),
      services: app.get(LiveServices),
      clock: app.get(Clock),
    });
    await until(() => ports.services.isLive());
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    await app.close();
    await world.close();
  }, START_TIMEOUT_MS);

  const until = async (isSo: () => boolean): Promise<void> => {
    const end = Date.now() + PATIENCE_MS;
    while (!isSo()) {
      if (Date.now() > end) throw new Error(`it never became so: ${isSo.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  const docker = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await lab.docker(args);
    if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr.trim()}`);
    return stdout.trim();
  };

  /** Starts a container outside compose and waits until the directory has it. */
  const service = async (name: string, ...args: string[]): Promise<string> => {
    await docker('run', '-d', '--name', name, ...args);
    const key = `~/${name}`;
    await until(() => ports.services.find(key) !== null);
    return key;
  };

  const contextOf = <P, R>(command: CommandDefinition<P, R>, params: P): RecordingContext<R> =>
    new RecordingContext(command.resolve(params, ports), ports);

  const run = async <P, R>(command: CommandDefinition<P, R>, params: P): Promise<RecordingContext<R>> => {
    const context = contextOf(command, params);
    await command.run(context);
    return context;
  };

  const stateOf = (key: string): string | undefined => ports.services.find(key)?.state;

  it('restarts a service and waits for its health', async () => {
    const key = await service('web', '--network', 'none', 'lab/health:1');
    await until(() => ports.services.find(key)?.health === 'healthy');
    const before = ports.services.find(key)?.containers[0]?.startedAt;
    const began = Date.now();
    const context = await run(restartService, { service: key });
    expect(context.steps.map(({ detail }) => detail)).toEqual([null, 'is healthy']);
    await until(() => ports.services.find(key)?.containers[0]?.startedAt !== before);
    await until(() => ports.services.find(key)?.health === 'healthy');
    expect(await restartService.reconcile?.({ service: key }, began, ports)).toEqual({
      status: 'succeeded',
    });
    expect(await restartService.reconcile?.({ service: key }, Date.now() + 60_000, ports)).toBeNull();
    await docker('rm', '-f', 'web');
  });

  it('fails a restart with what the health check says', async () => {
    const key = await service('ill', '--network', 'none', 'lab/health:1');
    await until(() => ports.services.find(key)?.health === 'healthy');
    await setHealth(lab, 'ill', 'fail'); // in the container's own file system, which a restart keeps
    const context = contextOf(restartService, { service: key });
    await expect(restartService.run(context)).rejects.toMatchObject({
      code: 'health_check_failed',
      message:
        'The health check of ill fails: “the lab says: fail” (exit code 1). The container runs on. Look at its log.',
    });
    expect(context.steps.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    await docker('rm', '-f', 'ill');
  });

  it('fails a start with the exit code, and lets a job end', async () => {
    const crash = await service(
      'crash',
      '--network',
      'none',
      '--restart',
      'unless-stopped',
      'lab/busybox:1',
      'sh',
      '-c',
      '[ ! -e /tmp/once ] && touch /tmp/once && sleep 300 || exit 7',
    );
    await until(() => stateOf(crash) === 'running');
    await docker('stop', '-t', '0', 'crash');
    await until(() => stateOf(crash) === 'stopped');
    await expect(run(startService, { service: crash })).rejects.toMatchObject({ code: 'exited' });
    const job = await service('job', '--network', 'none', 'lab/busybox:1', 'true');
    await until(() => stateOf(job) === 'completed');
    expect((await run(startService, { service: job })).steps.at(-1)?.detail).toContain('has done its work');
    await docker('rm', '-f', 'crash', 'job');
  });

  it('says what the engine says of a program that is not there', async () => {
    await docker('create', '--name', 'nothing', '--network', 'none', 'lab/busybox:1', '/no/such/program');
    await until(() => ports.services.find('~/nothing') !== null);
    await expect(run(startService, { service: '~/nothing' })).rejects.toMatchObject({
      code: 'engine_refused',
      message: expect.stringMatching(/did not start nothing: .*no such file/i),
    });
    await docker('rm', '-f', 'nothing');
  });

  it('stops and starts', async () => {
    const key = await service('plain', '--network', 'none', 'lab/busybox:1');
    const stopped = await run(stopService, { service: key });
    expect(stopped.steps[0]?.detail).toBe('ended with exit code 0');
    await until(() => stateOf(key) === 'stopped');
    expect((await run(stopService, { service: key })).steps[0]?.detail).toBe('did not run');
    const started = await run(startService, { service: key });
    expect(started.steps.at(-1)?.detail).toContain('is running');
    await until(() => stateOf(key) === 'running');
    expect((await run(startService, { service: key })).steps[0]?.detail).toBe('was running already');
    await docker('rm', '-f', 'plain');
  });

  it('kills what ignores the request, after as long as the container says', async () => {
    const key = await service(
      'stubborn',
      '--network',
      'none',
      '--stop-timeout',
      '2',
      'lab/busybox:1',
      'sh',
      '-c',
      'trap "" TERM; while :; do sleep 1; done',
    );
    await new Promise((resolve) => setTimeout(resolve, 500)); // until the shell has set its trap
    const began = performance.now();
    const { steps } = await run(stopService, { service: key });
    expect(performance.now() - began).toBeGreaterThan(1_900);
    expect(steps[0]?.detail).toBe('did not end in time and was killed');
    await docker('rm', '-f', 'stubborn');
  });

  it('ends at once when cancelled while it waits; the container stays', async () => {
    const key = await service('slow', '--network', 'none', '--health-interval', '60s', 'lab/health:1');
    const context = contextOf(restartService, { service: key });
    const reason = new Error('cancelled');
    const running = restartService.run(context);
    const isWaiting = (): boolean => context.steps.length === 1;
    await until(isWaiting);
    const began = performance.now();
    context.cancel(reason);
    await expect(running).rejects.toBe(reason);
    expect(performance.now() - began).toBeLessThan(500);
    await until(() => stateOf(key) === 'running');
    await docker('rm', '-f', 'slow');
  });

  it('knows who is cut off by a restart, and that their own restart mends it', async () => {
    const owner = await service('vpn', 'lab/busybox:1');
    const guest = await service('torrent', '--network', 'container:vpn', 'lab/busybox:1');
    const interfaces = async (): Promise<string> => docker('exec', 'torrent', 'ls', '/sys/class/net');
    expect(await interfaces()).toContain('eth0');
    const context = await run(restartService, { service: owner });
    expect(context.steps[0]?.detail).toContain('~/torrent (torrent). Restart them as well.');
    expect(await interfaces()).not.toContain('eth0');
    await run(restartService, { service: guest });
    expect(await interfaces()).toContain('eth0');
    await docker('rm', '-f', 'vpn', 'torrent');
  });

  it('pulls from a registry: what is new, what is not, what is gone', async () => {
    const app1 = await world.publish('app', '1');
    const doomed = await world.publish('doomed', '1');
    for (const [name, reference] of [
      ['app', app1],
      ['doomed', doomed],
    ] as const) {
      await docker('pull', referenceText(reference));
      await service(name, '--network', 'none', referenceText(reference), 'lab-idle');
    }
    await service('own', '--network', 'none', 'lab/busybox:1');
    const image = referenceText(app1);

    const same = await run(pullOneImage, { image });
    expect(same.steps[0]?.detail).toBe('up to date');
    expect(same.bars.get(image)?.status).toBe('unchanged');

    await world.publish('app', '2');
    const newer = await run(pullOneImage, { image });
    expect(newer.steps[0]?.detail).toMatch(/^newer image [0-9a-f]{12} instead of [0-9a-f]{12}$/);
    const bytes = newer.progressed.filter(({ unit, current }) => unit === 'bytes' && current > 0);
    expect(bytes.length).toBeGreaterThan(2);
    expect(newer.bars.get(image)).toMatchObject({ status: 'succeeded', current: 2, total: 2 });
    expect(newer.lines[0]).toContain('Used from the next time they are created: ~/app.');

    await world.publish('app', '3');
    await forget(doomed.name);
    const context = contextOf(pullEveryImage, {});
    await expect(pullEveryImage.run(context)).rejects.toMatchObject({
      code: 'pull_failed',
      message: expect.stringContaining(`1 of 3 images could not be pulled: ${referenceText(doomed)}.`),
    });
    expect(context.lines.at(-1)).toBe('3 images: 1 newer, 0 up to date, 1 skipped, 1 failed.');
    expect(context.lines).toContain('lab/busybox:1: skipped, it was built on this machine.');
    await docker('rm', '-f', 'app', 'doomed', 'own');
  });

  /** Deletes an image at the registry. */
  const forget = async (name: string): Promise<void> => {
    const path = name.slice(registry.hostPort.length + 1);
    const accept = 'application/vnd.docker.distribution.manifest.v2+json';
    const manifest = await fetch(`${registry.url}/v2/${path}/manifests/1`, { headers: { accept } });
    const digest = manifest.headers.get('docker-content-digest');
    const deleted = await fetch(`${registry.url}/v2/${path}/manifests/${digest}`, { method: 'DELETE' });
    if (!deleted.ok) throw new Error(`the registry did not delete ${name}: ${deleted.status}`);
  };
});
