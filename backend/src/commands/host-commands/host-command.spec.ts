import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import type { HostCommandSection } from '../../platform/config/settings/host-command-section.ts';
import { CommandFailed, ParamUnresolved } from '../command-errors.ts';
import { aService } from '../testing/a-service.ts';
import { ComposeContext } from '../testing/compose-context.ts';
import { somePorts } from '../testing/project-ports.ts';
import { SomeServices } from '../testing/some-services.ts';
import { HostCommands } from './host-commands.ts';
import { hostCommand } from './host-command.ts';

const BACKUP: HostCommandSection = {
  id: 'host.backup-now',
  title: 'Back up now',
  file: '/usr/bin/restic',
  args: ['backup', '{quiet}', '--tag', '{tag}', '--keep={keep}', '--', '{path}'],
  cwd: '/srv',
  params: {
    tag: { type: 'text', pattern: '[a-z-]+', max_length: 10, title: 'Tag' },
    keep: { type: 'integer', min: 1, max: 30, default: 7 },
    quiet: { type: 'boolean', flag: '--quiet' },
    path: { type: 'choice', values: ['/srv', '-odd'], default: '/srv' },
  },
};
const ports = somePorts({ services: new SomeServices([aService('media/web')]) });

function resolved(section: HostCommandSection, params: object) {
  const command = hostCommand(section);
  return command.resolve(z.parse(command.params, params), ports);
}

describe('a host command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-host-command-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is careful where the settings say nothing', () => {
    const { file, id, title } = BACKUP;
    expect(hostCommand({ file, id, title })).toMatchObject({
      role: 'admin',
      risk: 'disruptive',
      confirmation: 'simple',
      reasonRequired: false,
      timeoutMs: 600_000,
      needsEngine: false,
    });
    const destructive = hostCommand({ file, id, title, risk: 'destructive' });
    expect(destructive.confirmation).toBe('typed');
    expect(destructive.target({ args: [], target: null, services: [] })).toBe('host.backup-now');
    expect(destructive.lock({ args: [], target: null, services: [] })).toBe('host:host.backup-now');
    expect(new HostCommands([BACKUP]).all().map((command) => command.id)).toEqual(['host.backup-now']);
  });

  it('fills in what was chosen, and leaves out a flag that was not', () => {
    expect(resolved(BACKUP, { tag: 'daily' }).args).toEqual([
      'backup',
      '--tag',
      'daily',
      '--keep=7',
      '--',
      '/srv',
    ]);
    expect(resolved(BACKUP, { tag: 'daily', quiet: true, keep: 3, path: '-odd' }).args).toEqual([
      'backup',
      '--quiet',
      '--tag',
      'daily',
      '--keep=3',
      '--',
      '-odd',
    ]);
  });

  it.each([
    [{ tag: '-x' }],
    [{ tag: 'UPPER' }],
    [{ tag: 'much-too-long' }],
    [{ tag: '' }],
    [{ tag: 'a\nb' }],
    [{}],
    [{ tag: 'a', keep: 0 }],
    [{ tag: 'a', keep: 1.5 }],
    [{ tag: 'a', path: '/etc' }],
    [{ tag: 'a', quiet: 'yes' }],
    [{ tag: 'a', more: 1 }],
  ])('refuses %j', (params) => {
    expect(z.safeParse(hostCommand(BACKUP).params, params).success).toBe(false);
  });

  it('says in its schema what the browser shows', () => {
    expect(z.toJSONSchema(hostCommand(BACKUP).params, { io: 'input' })).toMatchObject({
      required: ['tag'],
      properties: { tag: { title: 'Tag', maxLength: 10 }, keep: { default: 7, minimum: 1, maximum: 30 } },
    });
  });

  it('acts on a service or a project that is there', () => {
    const section: HostCommandSection = {
      id: 'host.trace',
      title: 'Trace',
      file: '/usr/bin/trace',
      args: ['{service}', '--in={project}'],
      params: { service: { type: 'service' }, project: { type: 'project' } },
    };
    expect(resolved(section, { service: 'media/web', project: 'media' })).toEqual({
      args: ['media/web', '--in=media'],
      target: 'media/web',
      services: ['media/web'],
    });
    expect(() => resolved(section, { service: 'media/none', project: 'media' })).toThrow(ParamUnresolved);
    expect(() => resolved(section, { service: 'media/web', project: 'none' })).toThrow(ParamUnresolved);
  });

  it('runs its program as it is, and keeps values of its environment to itself', async () => {
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'hunter2\n');
    const section = {
      ...BACKUP,
      env: { RESTIC_REPOSITORY: '/srv/backup', RESTIC_PASSWORD: { file: secret } },
    };
    const context = new ComposeContext(resolved(section, { tag: 'daily' }), ports);
    await expect(hostCommand(section).run(context)).resolves.toEqual({ exitCode: 0 });
    expect(context.started).toEqual([
      {
        file: '/usr/bin/restic',
        args: ['backup', '--tag', 'daily', '--keep=7', '--', '/srv'],
        cwd: '/srv',
        env: expect.objectContaining({ RESTIC_REPOSITORY: '/srv/backup', RESTIC_PASSWORD: 'hunter2' }),
      },
    ]);
    expect(JSON.stringify([context.calls, context.lines, context.steps, context.input])).not.toMatch(
      /hunter2|srv.backup/,
    );
  });

  it('does not run at all where a value of its environment cannot be read', async () => {
    const section = { ...BACKUP, env: { TOKEN: { file: join(folder, 'none') } } };
    const context = new ComposeContext(resolved(section, { tag: 'daily' }), ports);
    await expect(hostCommand(section).run(context)).rejects.toThrow(
      /The value of TOKEN is in .*none.*ENOENT/,
    );
    expect(context.started).toEqual([]);
  });

  it.each([
    [{ exitCode: 3 }, '/usr/bin/restic ended with exit code 3. Its output says why.', 3],
    [{ exitCode: null, signal: 'SIGSEGV' }, '/usr/bin/restic was ended by SIGSEGV.', null],
  ])('fails with %j', async (played, message, exitCode) => {
    const context = new ComposeContext(resolved(BACKUP, { tag: 'daily' }), ports);
    context.play = () => played;
    const failure: unknown = await hostCommand(BACKUP)
      .run(context)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CommandFailed);
    expect(failure).toMatchObject({ message, exitCode });
  });
});
