import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine, type LabEngine } from '../../../../e2e/lab/engine.ts';
import { loadHealthImage } from '../../../../e2e/lab/health-images.ts';
import { importImage, loadBusybox, versionOfBusybox } from '../../../../e2e/lab/images.ts';
import { findEngines } from '../../../../e2e/lab/installations.ts';
import { cliPluginsDir, labDir } from '../../../../e2e/lab/lab-dir.ts';
import { type LabRegistry, startRegistry } from '../../../../e2e/lab/registry.ts';
import { runOrThrow } from '../../../../e2e/lab/run-process.ts';
import { DockerodeEngine } from '../../docker/adapters/dockerode-engine.ts';
import { ServiceDirectory } from '../../docker/directory/service-directory.ts';
import { anAddress } from '../../docker/testing/an-address.ts';
import { SystemClock } from '../../platform/time/system-clock.ts';
import type { CommandDefinition } from '../command.ts';
import { CommandFailed, CommandRefused } from '../command-errors.ts';
import type { CommandPorts } from '../command-ports.ts';
import type { ComposeProject } from '../compose/compose-project.ts';
import type { ProjectParams } from '../compose/project-params.ts';
import type { OutputStream, ProcessExit, ProcessSpec } from '../process-runner.ts';
import { findComposeProgram } from '../settings/compose-program.ts';
import { somePorts } from '../testing/project-ports.ts';
import { RecordingContext } from '../testing/recording-context.ts';
import { SomeServices } from '../testing/some-services.ts';
import { composePull } from './compose-pull.command.ts';
import { composeRestart } from './compose-restart.command.ts';
import { composeStop } from './compose-stop.command.ts';
import { composeUp } from './compose-up.command.ts';

type Command = CommandDefinition<ProjectParams, ComposeProject>;

const LONG = 120_000;
/** Enough for the download to be told of before it is over. */
const LAYER_BYTES = 40_000_000;
const installations = await findEngines();
const newest = installations.at(-1);
if (newest === undefined) throw new Error('no engine: run .ci/install');

/** The plugins that came with each engine, and the one that is installed; by folder, each release once. */
const plugins = await pluginFolders();

async function pluginFolders(): Promise<ReadonlyMap<string, string>> {
  const unpacked = installations.map(({ name }) =>
    join(labDir(), 'engines', name, 'usr/libexec/docker/cli-plugins'),
  );
  const folders = [cliPluginsDir(), ...unpacked].filter((folder) =>
    existsSync(join(folder, 'docker-compose')),
  );
  const releases = await Promise.all(
    folders.map(async (folder): Promise<[string, string]> => [
      (await runOrThrow(join(folder, 'docker-compose'), ['version', '--short'])).trim(),
      folder,
    ]),
  );
  return new Map(releases);
}

/** Runs real programs as they are told. The supervised runner has a suite of its own. */
class RunningContext<R> extends RecordingContext<R> {
  override async process(
    spec?: Omit<ProcessSpec, 'marker'>,
    onOutput?: (stream: OutputStream, chunk: Buffer) => boolean,
  ): Promise<ProcessExit> {
    if (spec === undefined) throw new Error('what program?');
    const child = spawn(spec.file, spec.args, {
      env: spec.env,
      cwd: spec.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk: Buffer) => onOutput?.('stdout', chunk));
    child.stderr.on('data', (chunk: Buffer) => onOutput?.('stderr', chunk));
    const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
    return { exitCode, signal, survivorsKilled: 0 };
  }
}

describe.each([...plugins])('compose %s on a real engine', (_release, pluginFolder) => {
  let folder: string;
  let registry: LabRegistry;
  let lab: LabEngine;
  let engine: DockerodeEngine;
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'homelab-compose-')));
    mkdirSync(join(folder, 'compose/shop'), { recursive: true });
    mkdirSync(join(folder, 'client'));
    symlinkSync(pluginFolder, join(folder, 'client/cli-plugins'));
    registry = await startRegistry();
    lab = await startEngine(newest, { registryPort: registry.port });
    await loadBusybox(lab);
    await loadHealthImage(lab, 'lab/health:good', 'ok');
    await loadHealthImage(lab, 'lab/health:bad', 'fail');
    await push('1');
    engine = new DockerodeEngine(anAddress({ transport: 'unix', socketPath: lab.socketPath }));
    await engine.connect();
  }, LONG);
  afterAll(async () => {
    await engine.onApplicationShutdown();
    await lab.destroy();
    await registry.stop();
    rmSync(folder, { recursive: true });
  });

  /** Puts another image behind `app:latest` in the registry. */
  async function push(version: string): Promise<void> {
    const reference = `${registry.hostPort}/lab/app:latest`;
    const image = versionOfBusybox(reference, version);
    const ballast = { kind: 'file', path: 'ballast', content: randomBytes(LAYER_BYTES) } as const;
    await importImage(lab, { ...image, entries: [...(image.entries ?? []), ballast] });
    expect(await lab.docker(['push', reference])).toMatchObject({ code: 0 });
  }

  function write(...services: string[]): void {
    writeFileSync(join(folder, 'compose/shop/compose.yaml'), ['services:', ...services, ''].join('\n'));
  }

  /** The ports as they are at this moment, with the directory as the engine's containers make it. */
  async function ports(): Promise<CommandPorts> {
    const directory = new ServiceDirectory();
    const facts = await Promise.all((await engine.list()).map(async ({ id }) => engine.inspect(id)));
    directory.replaceAll(facts.filter((one) => one !== null));
    directory.commit(Date.now(), false);
    const host = { transport: 'unix', socketPath: lab.socketPath } as const;
    const section = {
      docker: newest?.docker ?? '',
      docker_config: join(folder, 'client'),
      roots: [join(folder, 'compose')],
      environment: { GREETING: 'hello' },
      projects: {
        shop: {
          workingDir: join(folder, 'compose/shop'),
          files: [join(folder, 'compose/shop/compose.yaml')],
          envFiles: [],
          profiles: [],
        },
      },
    };
    const configured = facts.length === 0 ? section : { ...section, projects: {} }; // labels from then on
    return somePorts({
      engine,
      clock: new SystemClock(),
      services: new SomeServices(directory.all().flatMap(({ key }) => directory.detail(key) ?? [])),
      file: { compose: configured },
      program: findComposeProgram(
        section,
        { host, tlsDirectory: null, ssh: { agentSocket: null, directory: '' } },
        'docker',
      ),
    });
  }

  async function run(command: Command): Promise<RecordingContext<ComposeProject>> {
    const now = await ports();
    const context = new RunningContext(command.resolve({ project: 'shop' }, now), now);
    await command.run(context);
    return context;
  }

  async function failureOf(command: Command): Promise<CommandFailed> {
    const failure: unknown = await run(command).catch((error: unknown) => error);
    if (failure instanceof CommandFailed) return failure;
    throw new Error(`it did not fail as a command does: ${String(failure)}`);
  }

  async function inspect(container: string, format: string): Promise<string> {
    return (await lab.docker(['inspect', '--format', format, container])).stdout.trim();
  }

  const APP = () => ['  app:', `    image: ${registry.hostPort}/lab/app:latest`];
  const WEB = (image: string) => ['  web:', `    image: ${image}`, '    pull_policy: never'];

  it(
    'brings a project up that the settings name: pulls, creates, waits for health, lets a job end',
    async () => {
      await lab.docker(['rmi', '--force', `${registry.hostPort}/lab/app:latest`]);
      const job = ['  job:', '    image: lab/busybox:1', '    command: ["true"]'];
      write(...APP(), ...WEB('lab/health:good'), '    environment: { GREETING: "${GREETING}" }', ...job);
      const context = await run(composeUp);
      expect(context.bars.get('app')).toMatchObject({ status: 'succeeded', detail: 'Pulled' });
      expect(context.bars.get('Container shop-web-1')).toMatchObject({ status: 'succeeded' });
      expect(context.lines).toContain('shop-web-1 is healthy.');
      expect(context.lines).toContain('shop-job-1 has done its work and ended with exit code 0.');
      expect(context.lines.filter((line) => line.startsWith('{'))).toEqual([]);
      expect(await inspect('shop-web-1', '{{json .Config.Env}}')).toContain('GREETING=hello');
    },
    LONG,
  );

  it(
    'finds it by its labels from then on, and recreates what has changed and nothing else',
    async () => {
      const [web, app] = [await inspect('shop-web-1', '{{.Id}}'), await inspect('shop-app-1', '{{.Id}}')];
      write(...APP(), ...WEB('lab/busybox:2'));
      const context = await run(composeUp);
      expect(context.bars.get('Container shop-app-1')).toMatchObject({ status: 'unchanged' });
      expect(await inspect('shop-app-1', '{{.Id}}')).toBe(app);
      expect(await inspect('shop-web-1', '{{.Id}}')).not.toBe(web);
      expect(await inspect('shop-web-1', '{{.Config.Image}}')).toBe('lab/busybox:2');
    },
    LONG,
  );

  it(
    'pulls the new image of a tag and leaves containers as they are',
    async () => {
      const before = await inspect('shop-app-1', '{{.Id}} {{.Image}}');
      const reference = `${registry.hostPort}/lab/app:latest`;
      await push('2');
      await lab.docker(['rmi', '--force', reference]);
      const context = await run(composePull);
      expect(context.bars.get('app')).toMatchObject({ status: 'succeeded' });
      expect([...context.bars.values()].some(({ unit, total }) => unit === 'bytes' && total !== null)).toBe(
        true,
      );
      expect(await inspect('shop-app-1', '{{.Id}} {{.Image}}')).toBe(before);
      expect(before).not.toContain(await inspect(reference, '{{.Id}}'));
    },
    LONG,
  );

  it(
    'restarts and stops every container, each of which is looked at afterwards',
    async () => {
      const started = await inspect('shop-web-1', '{{.State.StartedAt}}');
      const restarted = await run(composeRestart);
      expect(restarted.lines).toContain('shop-web-1 is running; it has no health check.');
      expect(await inspect('shop-web-1', '{{.State.StartedAt}}')).not.toBe(started);
      await run(composeStop);
      expect(await inspect('shop-web-1', '{{.State.Status}}')).toBe('exited');
      expect(await inspect('shop-app-1', '{{.State.Status}}')).toBe('exited');
    },
    LONG,
  );

  it(
    'fails with the reason: an unhealthy service, a crash, a missing image, a broken file, an unknown variable',
    async () => {
      write(...WEB('lab/health:bad'));
      expect(await failureOf(composeUp)).toMatchObject({
        code: 'health_check_failed',
        message: expect.stringContaining('shop-web-1'),
      });
      write(...WEB('lab/busybox:1'), '    command: ["sh", "-c", "exit 3"]');
      expect(await failureOf(composeUp)).toMatchObject({ code: 'exited', exitCode: 3 });
      write('  web:', `    image: ${registry.hostPort}/lab/none:1`);
      expect(await failureOf(composePull)).toMatchObject({
        code: 'compose_failed',
        message: expect.stringMatching(/not found|manifest unknown/),
      });
      write(...WEB('lab/busybox:1'), '    imag: x');
      expect((await failureOf(composeUp)).message).toMatch(/imag/);
      const before = await inspect('shop-web-1', '{{.Id}}');
      write(...WEB('lab/busybox:1'), '    environment: { A: "${NOBODY_SET_THIS}" }');
      expect(await failureOf(composeUp)).toMatchObject({
        code: 'compose_variables_missing',
        message: expect.stringContaining('NOBODY_SET_THIS'),
      });
      expect(await inspect('shop-web-1', '{{.Id}}')).toBe(before);
    },
    LONG,
  );

  it(
    'refuses what labels name outside of the roots',
    async () => {
      mkdirSync(join(folder, 'elsewhere'), { recursive: true });
      writeFileSync(join(folder, 'elsewhere/compose.yaml'), 'services: {}\n');
      symlinkSync(join(folder, 'elsewhere'), join(folder, 'compose/link'));
      const labels = (workingDir: string) => [
        '--label=com.docker.compose.project=evil',
        '--label=com.docker.compose.service=web',
        `--label=com.docker.compose.project.working_dir=${workingDir}`,
        `--label=com.docker.compose.project.config_files=${workingDir}/compose.yaml`,
      ];
      for (const place of ['elsewhere', 'compose/link', 'compose/../elsewhere']) {
        const path = `${folder}/${place}`;
        await lab.docker(['create', '--name', 'evil', ...labels(path), 'lab/busybox:1']);
        const now = await ports();
        expect(() => composeUp.resolve({ project: 'evil' }, now)).toThrow(CommandRefused);
        expect(() => composeUp.resolve({ project: 'evil' }, now)).toThrow(/outside of the folders/);
        await lab.docker(['rm', 'evil']);
      }
    },
    LONG,
  );
});
