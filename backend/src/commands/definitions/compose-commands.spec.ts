import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aContainer } from '../../docker/testing/a-container.ts';
import { FakeEngine } from '../../docker/testing/fake-engine.ts';
import { HastyClock } from '../../platform/testing/hasty-clock.ts';
import type { CommandDefinition } from '../command.ts';
import { CommandFailed, CommandRefused } from '../command-errors.ts';
import type { ComposeProject } from '../compose/compose-project.ts';
import type { ProjectParams } from '../compose/project-params.ts';
import { aService } from '../testing/a-service.ts';
import { ComposeContext, type Played } from '../testing/compose-context.ts';
import { somePorts } from '../testing/project-ports.ts';
import { SomeServices } from '../testing/some-services.ts';
import { composePull } from './compose-pull.command.ts';
import { composeRestart } from './compose-restart.command.ts';
import { composeStop } from './compose-stop.command.ts';
import { composeUp } from './compose-up.command.ts';

type Command = CommandDefinition<ProjectParams, ComposeProject>;

let root: string;
let engine: FakeEngine;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'homelab-compose-')));
  mkdirSync(join(root, 'media'));
  writeFileSync(join(root, 'media/compose.yaml'), 'services: {}\n');
  engine = new FakeEngine();
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A context whose compose is played: `scripts` by the word that tells one run from another. */
function begin(command: Command, scripts: Readonly<Record<string, Played>> = {}, version = '2.40.3') {
  const service = aService('media/web', {
    compose: {
      project: 'media',
      service: 'web',
      workingDir: join(root, 'media'),
      configFiles: [join(root, 'media/compose.yaml')],
      replicas: 1,
    },
  });
  const ports = somePorts({
    engine,
    clock: new HastyClock(),
    services: new SomeServices([service]),
    file: { compose: { roots: [root] } },
  });
  const context = new ComposeContext(command.resolve({ project: 'media' }, ports), ports);
  context.play = ({ args }) => {
    if (args.includes('version')) return { stdout: `${version}\n` };
    return scripts[args.find((word) => word in scripts) ?? ''] ?? {};
  };
  return { context, done: command.run(context) };
}

const line = (facts: object) => `${JSON.stringify(facts)}\n`;
const web = (status: string) => line({ id: 'Container media-web-1', status });

async function failureOf(done: Promise<unknown>): Promise<CommandFailed> {
  const failure: unknown = await done.catch((error: unknown) => error);
  if (failure instanceof CommandFailed) return failure;
  throw new Error(`it did not fail as a command does: ${String(failure)}`);
}

describe('compose commands', () => {
  it('are what they say they are', () => {
    const { context } = begin(composeUp);
    const input = context.input;
    for (const command of [composeUp, composePull, composeRestart, composeStop]) {
      expect(command.lock(input)).toBe('project:media');
      expect(command.target(input)).toBe('media');
      expect(command.services(input)).toEqual(['media/web']);
      expect(command.role).toBe('operator');
    }
    expect(composePull).toMatchObject({ risk: 'safe', confirmation: 'none' });
  });

  it('run the plugin with an argument list, a folder and an environment of their own', async () => {
    engine.put(aContainer({ name: 'media-web-1', health: 'healthy' }));
    const { context, done } = begin(composeUp, { up: { stderr: web('Created') + web('Started') } });
    await done;
    const dir = join(root, 'media');
    const start = [
      'compose',
      '--project-name=media',
      `--project-directory=${dir}`,
      `--file=${dir}/compose.yaml`,
    ];
    expect(context.started.map(({ args }) => args)).toEqual([
      ['compose', 'version', '--short'],
      [...start, '--ansi=never', '--progress', 'json', 'config', '--quiet'],
      [...start, '--ansi=never', '--progress', 'json', 'up', '--detach', '--no-color'],
    ]);
    for (const { file, cwd, env } of context.started)
      expect({ file, cwd, env }).toEqual({ file: '/usr/bin/docker', cwd: dir, env: { HOME: '/root' } });
    expect(context.calls).toHaveLength(2);
    expect(context.steps.map(({ title, status }) => `${title}: ${status}`)).toEqual([
      'Check the compose files: succeeded',
      'Bring the project up: succeeded',
      'Wait until every container is well: succeeded',
    ]);
    expect(context.lines).toEqual([
      'Container media-web-1 Created',
      'Container media-web-1 Started',
      'media-web-1 is healthy.',
    ]);
  });

  it('speak to an older plugin in its own language', async () => {
    engine.put(aContainer({ name: 'media-web-1', health: 'healthy' }));
    const stderr = ' Container media-web-1  Recreate\n Container media-web-1  Started\n';
    const { context, done } = begin(composeUp, { up: { stderr } }, 'v2.26.1-4');
    await done;
    expect(context.started[2]?.args).toContain('plain');
    expect(context.bars.get('Container media-web-1')).toMatchObject({
      status: 'succeeded',
      current: 1,
      total: 1,
    });
  });

  it('tell how far each image and layer has come', async () => {
    const layer = { id: 'c06e', parent_id: 'web' };
    const { context, done } = begin(composePull, {
      pull: {
        stderr: [
          line({ id: 'web', text: 'Pulling' }),
          line({ ...layer, text: 'Downloading', status: '[=> ]', current: 10, total: 40 }),
          line({ ...layer, text: 'Pull complete' }),
          line({ id: 'old', text: 'Skipped' }),
          line({ id: 'web', text: 'Pulled' }),
        ].join(''),
      },
    });
    await done;
    expect(
      context.progressed.map(({ id, parent, current, total, status }) => [
        id,
        parent,
        current,
        total,
        status,
      ]),
    ).toEqual([
      ['web', null, 0, null, 'running'],
      ['web/c06e', 'web', 10, 40, 'running'],
      ['web/c06e', 'web', 40, 40, 'succeeded'],
      ['old', null, 0, null, 'unchanged'],
      ['web', null, 0, null, 'succeeded'],
    ]);
    expect(context.lines).toEqual(['web Pulling', 'old Skipped', 'web Pulled']);
  });

  it('do not bring up what uses variables nobody gave', async () => {
    const warning = (name: string) =>
      line({ level: 'warning', msg: `The "${name}" variable is not set. Defaulting to a blank string.` });
    const { context, done } = begin(composeUp, {
      config: { stderr: warning('TOKEN') + warning('TOKEN') + warning('TZ') },
    });
    const { code, message } = await failureOf(done);
    expect(code).toBe('compose_variables_missing');
    expect(message).toMatch(
      /^The compose files of media use TOKEN, TZ, which this program does not have\. Put /,
    );
    expect(context.started).toHaveLength(2);
  });

  it.each<[Played, string]>([
    [
      { exitCode: 1, stderr: line({ error: true, message: 'no space left on device' }) },
      'docker compose pull ended with 1: no space left on device',
    ],
    [
      { exitCode: 15, stderr: 'validating compose.yaml: bad\n' },
      'docker compose pull ended with 15: validating compose.yaml: bad',
    ],
    [
      { exitCode: 1, stderr: line({ id: 'web', text: 'Error', status: 'manifest unknown' }) },
      'docker compose pull ended with 1: web: manifest unknown',
    ],
    [{ exitCode: null, signal: 'SIGKILL' }, 'docker compose pull was ended by SIGKILL: it gave no reason'],
    [{ exitCode: 2, stderr: 'no line break' }, 'docker compose pull ended with 2: no line break'],
  ])('fail in the words of compose: %j', async (played, message) => {
    const failure = await failureOf(begin(composePull, { pull: played }).done);
    expect(failure).toMatchObject({ code: 'compose_failed', message, exitCode: played.exitCode });
  });

  it('say which container is not well, and which were still waited for', async () => {
    engine.put(
      aContainer({
        name: 'media-web-1',
        state: 'exited',
        exitCode: 3,
        restartPolicy: { name: 'no', maximumRetries: 0 },
      }),
    );
    engine.put(aContainer({ name: 'media-db-1', health: 'starting' }));
    const stderr = web('Started') + line({ id: 'Container media-db-1', status: 'Started' });
    const { context, done } = begin(composeRestart, { restart: { stderr } });
    const failure = await failureOf(done);
    expect(failure).toMatchObject({ code: 'exited', exitCode: 3 });
    expect(failure.message).toContain('media-web-1');
    expect(context.lines.at(-1)).toBe('Not known to be well yet: media-web-1, media-db-1.');
  });

  it('let a container be well that has done its work', async () => {
    engine.put(
      aContainer({
        name: 'media-web-1',
        state: 'exited',
        exitCode: 0,
        restartPolicy: { name: 'no', maximumRetries: 0 },
      }),
    );
    const { done } = begin(composeUp, { up: { stderr: web('Started') } });
    await expect(done).resolves.toEqual({ exitCode: 0 });
  });

  it('do not take the word of compose for a stop', async () => {
    const container = aContainer({ name: 'media-web-1', state: 'running' });
    engine.put(container);
    const failure = await failureOf(begin(composeStop, { stop: { stderr: web('Stopped') } }).done);
    expect(failure.code).toBe('still_running');
    engine.put({ ...container, state: 'exited' });
    await expect(begin(composeStop, { stop: { stderr: web('Stopped') } }).done).resolves.toEqual({
      exitCode: 0,
    });
  });

  it('say what to install where the plugin is missing', async () => {
    const { context, done } = begin(composeStop);
    void done.catch(() => undefined);
    context.play = () => ({ exitCode: 1, stderr: "docker: 'compose' is not a docker command.\n" });
    const again = composeStop.run(context);
    expect(await failureOf(again)).toMatchObject({
      code: 'compose_missing',
      message: expect.stringContaining("has no compose plugin (docker: 'compose' is not a docker command.)"),
    });
  });

  it('look again at the files when their turn comes', async () => {
    const { context } = begin(composeStop);
    rmSync(join(root, 'media/compose.yaml'));
    await expect(composeStop.run(context)).rejects.toThrow(CommandRefused);
  });

  it('end when they are cancelled', async () => {
    engine.put(aContainer({ name: 'media-web-1', health: 'starting' }));
    const { context, done } = begin(composeUp, { up: { stderr: web('Started') } });
    const reason = new Error('cancelled');
    const inspect = engine.inspect.bind(engine);
    engine.inspect = async (id) => {
      context.cancel(reason);
      return inspect(id);
    };
    await expect(done).rejects.toBe(reason);
  });
});
