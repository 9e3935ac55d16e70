import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigurationInvalid } from './configuration-invalid.ts';
import { readSettings, SETTINGS_SHAPE } from './settings-file.ts';

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'homelab-sections-')));
  mkdirSync(join(folder, 'media'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(text: string): string {
  const path = join(folder, 'homelab.yaml');
  writeFileSync(path, text.replaceAll('ROOT', folder));
  return path;
}

/** `LINE name: message` of each problem. */
function problemsOf(text: string): string[] {
  try {
    readSettings(write(text));
  } catch (error) {
    if (error instanceof ConfigurationInvalid)
      return error.problems.map(({ where, message }) => `${where.split(':')[1] ?? '?'} ${message}`);
    throw error;
  }
  return [];
}

/** A host command that is in order, with some of its lines replaced or added. */
function hostCommand(lines: Readonly<Record<string, string>>): string {
  const all = { id: 'host.backup-now', title: 'Back up', file: '/usr/bin/env', ...lines };
  const [first, ...rest] = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return ['host_commands:', `  - ${first ?? ''}`, ...rest.map((line) => `    ${line}`), ''].join('\n');
}

describe('settings of commands', () => {
  it('are read', () => {
    const { settings, warnings } = readSettings(
      write(`commands:
  allow: ['docker.*', 'service.*', '*']
  deny: [service.stop]
  rules:
    - commands: ['compose.*']
      role: admin
      projects: [media]
      services: ['media/*', '~/watchtower']
      reason: required
compose:
  roots: ['ROOT/']
  projects:
    media: { working_dir: ROOT/media, files: [compose.yaml], env_files: [.env], profiles: [gpu] }
host:
  root: ROOT
`),
    );
    expect(warnings).toEqual([]);
    expect(settings.commands?.rules?.[0]?.role).toBe('admin');
    expect(settings.compose?.roots).toEqual([folder]);
    expect(settings.compose?.projects?.['media']).toEqual({
      workingDir: join(folder, 'media'),
      files: [join(folder, 'media/compose.yaml')],
      envFiles: [join(folder, 'media/.env')],
      profiles: ['gpu'],
    });
    expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
  });

  it.each([
    ['commands: []', ['1 commands: needs a group of settings']],
    ['commands: { alow: ["*"] }', ['1 commands.alow: is not a setting here. Did you mean allow?']],
    ['comands: {}', ['1 comands: is not a setting here. Did you mean commands?']],
    [
      'commands:\n  allow: [docker.pul]\n  deny: ["servce.*"]',
      [
        '2 commands.allow[0]: names no command. Did you mean docker.pull?',
        '3 commands.deny[0]: names no command. Did you mean service.*?',
      ],
    ],
    ['commands:\n  allow: ["rm -rf"]', ["2 commands.allow[0]: needs a command id, 'area.*' or '*'"]],
    ['commands:\n  allow: []', ['2 commands.allow: must not be empty']],
    [
      'commands:\n  rules:\n    - commands: ["*"]',
      ['3 commands.rules[0]: narrows nothing: it needs role, projects, services or reason'],
    ],
    [
      'commands:\n  rules:\n    - commands: ["*"]\n      role: root',
      ['4 commands.rules[0].role: needs one of viewer, operator, admin'],
    ],
    [
      'commands:\n  rules:\n    - commands: ["host.refresh"]\n      projects: [media]',
      ['4 commands.rules[0].projects: means nothing here: these commands act on no service and no project'],
    ],
    [
      'commands:\n  rules:\n    - commands: ["*"]\n      services: [media]\n      projects: [Media]\n      reason: maybe',
      [
        "4 commands.rules[0].services[0]: needs a service as 'project/service', 'project/*' or '~/container'",
        '5 commands.rules[0].projects[0]: needs the name of a compose project: a-z, 0-9, _ and -',
        "6 commands.rules[0].reason: can only be 'required'",
      ],
    ],
    [
      'compose:\n  roots: [srv, /nowhere/at/all, /srv/../etc]',
      [
        '2 compose.roots[0]: needs an absolute path, as in /srv/compose',
        '2 compose.roots[1]: there is no folder /nowhere/at/all. In a container it has to be mounted at the same path',
        '2 compose.roots[2]: must not contain ..',
      ],
    ],
    [
      'compose:\n  roots: [ROOT/media]\n  projects:\n    home:\n      working_dir: ROOT\n      files: []',
      ['6 compose.projects.home.files: needs a file, such as compose.yaml'],
    ],
    [
      'compose:\n  roots: [ROOT/media]\n  projects:\n    home:\n      working_dir: ROOT/media-2\n      files: [compose.yaml]',
      ['5 compose.projects.home.working_dir: is not inside any of compose.roots (ROOT/media)'],
    ],
    [
      'compose:\n  projects:\n    home: { working_dir: /srv, files: [../etc/passwd] }\n    Home: { working_dir: /srv, files: [a] }',
      [
        '3 compose.projects.home.files[0]: must not contain ..',
        '4 compose.projects.Home: needs the name of a compose project: a-z, 0-9, _ and -',
      ],
    ],
    ['host: { root: ROOT/none }', [/^1 host.root: there is no folder /]],
    ['host: {}', ['1 host.root: is missing']],
  ])('is refused: %j', (text, expected) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(expected.length);
    for (const [index, problem] of problems.entries()) {
      const want = expected[index] ?? '';
      if (want instanceof RegExp) expect(problem).toMatch(want);
      else expect(problem).toBe(want.replaceAll('ROOT', folder));
    }
  });
});

describe('the example in docker/', () => {
  const example = readFileSync('docker/homelab.example.yaml', 'utf8');

  it('is in order, and so is every line of it that is commented out', () => {
    const here = example.replace('[/srv]', '[ROOT]').replaceAll(' /srv/compose', ` ${folder}`);
    const { settings } = readSettings(write(here));
    expect(settings.host_commands?.map(({ id }) => id)).toEqual(['host.backup-now', 'host.spin-down']);
    const whole = here
      .replaceAll(/^(\s*)# (docker|docker_config|host):/gm, '$1$2:')
      .replace('#   root: /host', '  root: ROOT');
    expect(readSettings(write(whole)).settings).toMatchObject({
      compose: { docker: '/usr/local/bin/docker', docker_config: '/etc/homelab/docker' },
      host: { root: folder },
    });
  });

  it('has every key, and docs/configuration.md explains it', () => {
    const page = readFileSync('docs/configuration.md', 'utf8');
    for (const key of Object.keys(SETTINGS_SHAPE)) {
      expect(example).toMatch(new RegExp(`^(?:# )?${key}:`, 'm'));
      expect(page).toContain(`## ${key}\n`);
    }
  });
});

describe('host commands in the settings', () => {
  it('are read, with their timeout in milliseconds', () => {
    const { settings } = readSettings(
      write(`host_commands:
  - id: host.backup-now
    title: Back up now
    file: /usr/bin/env
    args: ['backup', '--tag', '{tag}', '{verbose}', '--format={{.Names}}', '--', '{path}']
    env: { A: b, PASSWORD: { file: /run/secrets/x } }
    timeout: 1h30m
    params:
      tag: { type: choice, values: [daily, manual], default: manual, title: Tag }
      path: { type: choice, values: [-odd, /srv] }
      verbose: { type: boolean, flag: -v }
`),
    );
    expect(settings.host_commands?.[0]?.timeout).toBe(5_400_000);
  });

  it('warn of a program that is not there, and start all the same', () => {
    const { warnings } = readSettings(write(hostCommand({ file: '/usr/bin/no-such-program' })));
    expect(warnings).toEqual([
      {
        where: 'homelab.yaml:4',
        message: 'host_commands[0].file: /usr/bin/no-such-program does not exist; host.backup-now would fail',
      },
    ]);
  });

  const params = (text: string) => `{ ${text} }`;
  it.each([
    [{ id: 'backup' }, ['2 host_commands[0].id: needs an id such as host.backup-now']],
    [
      { id: 'host.refresh' },
      ['2 host_commands[0].id: host.refresh is a command of this program. Choose another id'],
    ],
    [{ file: 'restic' }, ['4 host_commands[0].file: needs an absolute path, as in /srv/compose']],
    [{ cwd: 'srv' }, ['5 host_commands[0].cwd: needs an absolute path, as in /srv/compose']],
    [{ shell: 'true' }, [/^5 host_commands\[0\].shell: is not a setting here\. Did you mean /]],
    [
      { timeout: '30' },
      ['5 host_commands[0].timeout: needs a duration with units from 1s to 24h, such as 90s, 30m or 1h30m'],
    ],
    [
      { timeout: '48h' },
      ['5 host_commands[0].timeout: needs a duration with units from 1s to 24h, such as 90s, 30m or 1h30m'],
    ],
    [
      { risk: 'destructive', confirm: 'none' },
      ['6 host_commands[0].confirm: a destructive command has to be confirmed: simple or typed'],
    ],
    [
      { args: "['{tga}']", params: params('tag: { type: text, pattern: "[a-z]+", max_length: 9 }') },
      [
        '5 host_commands[0].args[0]: {tga} names no parameter. Did you mean {tag}?',
        '6 host_commands[0].params.tag: is not used: no argument contains {tag}',
      ],
    ],
    [{ args: "['{tag}']" }, ['5 host_commands[0].args[0]: {tag} names no parameter: there are no params']],
    [
      { args: "['{n}']", params: params('n: { type: integer, min: -1, max: 3 }') },
      [
        "5 host_commands[0].args[0]: {n} can begin with a dash and would be read as an option. Put '--' before it, or write it as --name={n}",
      ],
    ],
    [
      { args: "['--{n}']", params: params('n: { type: choice, values: [force] }') },
      ['5 host_commands[0].args[0]: would let the value be the name of an option'],
    ],
    [
      { args: "['x{n}']", params: params('n: { type: boolean, flag: -v }') },
      ['5 host_commands[0].args[0]: {n} is a flag and has to be the whole argument'],
    ],
    [
      {
        file: '/bin/sh',
        args: "['-c', 'echo {n}']",
        params: params('n: { type: choice, values: [a] }'),
      },
      [/^5 host_commands\[0\]\.args\[1\]: sh runs what stands after -c as a program/],
    ],
    [
      {
        file: '/usr/bin/ssh',
        args: "['nas', 'ls', '{n}']",
        params: params('n: { type: choice, values: [a] }'),
      },
      [/^5 host_commands\[0\]\.args\[2\]: ssh hands its arguments to a shell/],
    ],
    [
      { args: "['{n}']", params: params('n: { type: password }') },
      ['6 host_commands[0].params.n.type: needs one of choice, integer, boolean, text, service, project'],
    ],
    [
      { args: "['{n}']", params: params('n: { type: text, pattern: "(", max_length: 9 }') },
      ['6 host_commands[0].params.n.pattern: is no regular expression'],
    ],
    [
      { args: "['{n}']", params: params('n: { type: text, max_length: 9 }') },
      ['6 host_commands[0].params.n.pattern: is missing'],
    ],
    [
      {
        args: "['{n}']",
        params: params('n: { type: text, pattern: "[a-z]+", max_length: 3, default: UP }'),
      },
      ['6 host_commands[0].params.n.default: does not fit the pattern'],
    ],
    [
      { args: "['{n}']", params: params('n: { type: integer, min: 3, max: 1 }') },
      ['6 host_commands[0].params.n.max: is less than min'],
    ],
    [
      { args: "['{n}']", params: params('n: { type: choice, values: [a], default: b }') },
      ['6 host_commands[0].params.n.default: is not among the values'],
    ],
    [
      { args: "['{n}']", params: params('n: { type: choice, value: [a], values: [a] }') },
      ['6 host_commands[0].params.n.value: is not a setting here. Did you mean values?'],
    ],
    [
      { env: '{ A-B: x, C: [1] }' },
      [
        '5 host_commands[0].env.A-B: needs the name of an environment variable',
        '5 host_commands[0].env.C: needs text, or { file: /absolute/path }',
      ],
    ],
    [{ args: '["a\\0b"]' }, ['5 host_commands[0].args[0]: must not contain control characters']],
  ])('are refused with %j', (lines, expected) => {
    const problems = problemsOf(hostCommand(lines as Readonly<Record<string, string>>));
    expect(problems).toHaveLength(expected.length);
    for (const [index, problem] of problems.entries()) {
      const want = expected[index] ?? '';
      if (want instanceof RegExp) expect(problem).toMatch(want);
      else expect(problem).toBe(want);
    }
  });

  it('have ids of their own', () => {
    const one = hostCommand({});
    expect(problemsOf(`${one}${one.replace('host_commands:\n', '')}`)).toEqual([
      '5 host_commands[1].id: there already is a host.backup-now',
    ]);
  });

  it('are told everything at once, by line, across sections', () => {
    expect(
      problemsOf(
        `name: ''\ncommands:\n  deny: [host.backp-now]\n${hostCommand({ file: 'x', args: "['{a}']" })}`,
      ),
    ).toEqual([
      '1 name: must not be empty',
      '3 commands.deny[0]: names no command. Did you mean host.backup-now?',
      '7 host_commands[0].file: needs an absolute path, as in /srv/compose',
      '8 host_commands[0].args[0]: {a} names no parameter: there are no params',
    ]);
  });
});
