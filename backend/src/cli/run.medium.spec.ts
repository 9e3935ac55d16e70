import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Operation } from '#shared/operation';
import { type CliRun, cliRun } from './testing/cli-run.ts';

jest.setTimeout(60_000);

const SETTINGS = `
host_commands:
  - id: host.say
    title: Say something
    file: /bin/echo
    args: ['{text}']
    params:
      text: { type: text, pattern: '[a-z ]+', max_length: 40 }
    risk: safe
  - id: host.fail
    title: Fail
    file: /bin/false
    risk: safe
  - id: host.wait
    title: Wait
    file: /bin/sleep
    args: ['60']
    risk: safe
`;

describe('the command line runs commands', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-cli-run-'));
    writeFileSync(join(folder, 'homelab.yaml'), SETTINGS);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const homelab = async (argv: readonly string[], interrupt?: () => Promise<void>): Promise<CliRun> =>
    cliRun(
      { HOMELAB_DATA_DIR: folder, DOCKER_HOST: `unix://${join(folder, 'no-engine.sock')}` },
      argv,
      '',
      interrupt,
    );

  it('and passes on what they write', async () => {
    expect(await homelab(['run', 'host.say', '--param', 'text=hello there'])).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^hello there\nhost\.say: succeeded after \d\.\d s\n$/),
      stderr: '',
    });
  });

  it('with one JSON document for programs, and the output beside it', async () => {
    const { exitCode, stdout, stderr } = await homelab([
      ...['run', 'host.say', '--param', 'text=hello', '--reason', 'to see', '--json'],
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'hello\n' });
    const { operation } = JSON.parse(stdout) as { readonly operation: Operation };
    expect(operation).toMatchObject({ status: 'succeeded', actor: 'cli', reason: 'to see' });

    const list = JSON.parse((await homelab(['operations', 'list', '--json'])).stdout) as object;
    expect(list).toMatchObject({ operations: [{ id: operation.id, command: 'host.say' }] });
    const shown = JSON.parse(
      (await homelab(['operations', 'show', operation.id, '--json'])).stdout,
    ) as object;
    expect(shown).toMatchObject({ operation: { id: operation.id }, events: [{ kind: 'state' }, {}, {}, {}] });
    expect((await homelab(['operations', 'show', operation.id])).stdout).toContain('to see');
  });

  it('1: the operation failed', async () => {
    const { exitCode, stdout } = await homelab(['run', 'host.fail']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('host.fail: failed');
    expect(stdout).toContain('exit code 1');
  });

  it.each([
    ['a command there is not', ['run', 'host.nothing'], 'There is no command'],
    ['a parameter it does not know', ['run', 'host.fail', '--param', 'a=b'], 'a: This is not known here'],
    ['a parameter that is none', ['run', 'host.say', '--param', 'text'], 'is no parameter'],
    ['a value it does not take', ['run', 'host.say', '--param', 'text=$(reboot)'], 'text'],
    ['an operation there is not', ['operations', 'show', 'nothing'], 'There is no operation'],
    ['a missing command', ['run'], "missing required argument 'command'"],
  ])('2: %s', async (_what, argv, message) => {
    if (argv[0] === 'operations') await homelab(['run', 'host.fail']); // makes the database
    const { exitCode, stdout, stderr } = await homelab(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('3: the engine is away', async () => {
    const run = await homelab(['run', 'service.restart', '--param', 'service=media/jellyfin', '--json']);
    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'engine_unreachable' } });
  });

  it('until somebody presses Ctrl-C', async () => {
    const { exitCode, stdout, stderr } = await homelab(['run', 'host.wait'], async () => Promise.resolve());
    expect(exitCode).toBe(1);
    expect(stderr).toBe('Cancelling …\n');
    expect(stdout).toContain('host.wait: cancelled');
  });

  it('and lists them', async () => {
    const { stdout } = await homelab(['commands']);
    expect(stdout).toMatch(/^COMMAND +RISK +ROLE/);
    expect(stdout).toMatch(/^host\.say +safe +admin +Say something$/m);
    expect(stdout).toMatch(/^service\.restart +disruptive +operator/m);
  });
});
