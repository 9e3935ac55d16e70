import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { signedInClient, startAuthApp } from '../auth/testing/auth-app.ts';
import { withRawDatabase } from '../platform/database/testing/raw-database.ts';
import { type TestApp } from '../platform/testing/test-app.ts';
import { type CliRun, cliRun } from './testing/cli-run.ts';

jest.setTimeout(30_000); // waiting for a locked database alone takes 2 s

describe('the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-cli-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const homelab = async (argv: readonly string[], stdin?: string): Promise<CliRun> =>
    cliRun({ HOMELAB_DATA_DIR: folder }, argv, stdin);

  async function json(argv: readonly string[], stdin?: string): Promise<unknown> {
    return JSON.parse((await homelab([...argv, '--json'], stdin)).stdout);
  }

  describe('user', () => {
    it('adds accounts, and lists them', async () => {
      expect(
        await homelab(['user', 'add', 'marta', '--role', 'admin', '--password-stdin'], 'correct horse\n'),
      ).toEqual({
        exitCode: 0,
        stdout: 'The account “marta” (admin) was made.\n',
        stderr: '',
      });
      await homelab(['user', 'add', 'paul']);
      expect(
        (await homelab(['user', 'list'])).stdout
          .split('\n')
          .map((line) => line.split(/ {2,}/).toSpliced(2, 1)),
      ).toEqual([
        ['NAME', 'ROLE'],
        ['marta', 'admin'],
        ['paul', 'viewer', 'has to change the password'],
        [''],
      ]);
    });

    it('prints one JSON document for programs', async () => {
      const added = await json(
        ['user', 'add', 'marta', '--role', 'operator', '--password-stdin'],
        'correct horse',
      );
      const user = {
        id: expect.any(String),
        username: 'marta',
        role: 'operator',
        disabled: false,
        mustChangePassword: false,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      };
      expect(added).toEqual({ user });
      expect(await json(['user', 'list'])).toEqual({ users: [user] });
    });

    it('makes a password where none is given, and tells it once', async () => {
      const { stdout } = await homelab(['user', 'add', 'marta']);
      const made = /password {2}(\S+)/.exec(stdout)?.[1];
      expect(made).toMatch(/^([a-z2-9]{5}-?){4}$/);
      expect(await json(['user', 'passwd', 'marta'])).toEqual({
        user: expect.objectContaining({ mustChangePassword: true }),
        singleUsePassword: expect.not.stringContaining(made ?? ''),
      });
    });

    it('takes no password as an argument', async () => {
      const run = await homelab(['user', 'add', 'marta', '--password', 'correct horse']);
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      expect(run.stderr).toContain("unknown option '--password'");
    });

    it.each([
      [
        'a password that is too short',
        ['user', 'add', 'marta', '--password-stdin'],
        'short',
        'at least 8 characters',
      ],
      ['a name that is none', ['user', 'add', '-'], '', 'A name has letters'],
      ['a name that the trail uses', ['user', 'add', 'System'], '', 'The trail uses this name itself'],
      ['a role that is none', ['user', 'add', 'marta', '--role', 'root'], '', 'role'],
      ['an account that does not exist', ['user', 'disable', 'nobody'], '', 'There is no account “nobody”'],
      ['a missing name', ['user', 'add'], '', "missing required argument 'name'"],
      ['a command that does not exist', ['user', 'delete', 'marta'], '', "unknown command 'delete'"],
    ])('refuses %s', async (_what, argv, stdin, message) => {
      const run = await homelab(argv, stdin);
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      expect(run.stderr).toContain(message);
    });

    it('refuses with one JSON document, too', async () => {
      expect(await json(['user', 'disable', 'nobody'])).toEqual({
        error: { code: 'account_not_found', message: expect.stringContaining('nobody') },
      });
      expect(await json(['user', 'add'])).toEqual({
        error: { code: 'bad_usage', message: expect.any(String) },
      });
    });

    it('keeps the last admin who can sign in', async () => {
      await homelab(['user', 'add', 'marta', '--role', 'admin']);
      expect(await homelab(['user', 'disable', 'marta'])).toMatchObject({ exitCode: 2 });
      expect(await homelab(['user', 'role', 'marta', 'viewer'])).toMatchObject({ exitCode: 2 });
      await homelab(['user', 'add', 'paul', '--role', 'admin']);
      expect(await homelab(['user', 'disable', 'marta'])).toMatchObject({ exitCode: 0 });
      expect(await json(['user', 'list'])).toMatchObject({
        users: [{ username: 'marta', disabled: true }, {}],
      });
      expect(await homelab(['user', 'disable', 'paul'])).toMatchObject({ exitCode: 2 });
      expect(await homelab(['user', 'enable', 'marta'])).toMatchObject({ exitCode: 0 });
      expect(await homelab(['user', 'role', 'paul', 'viewer'])).toMatchObject({ exitCode: 0 });
    });
  });

  describe('beside a running server', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startAuthApp({ dataDirectory: folder });
    });
    afterEach(async () => {
      await app.close();
    });

    it('adds an account that can sign in at once', async () => {
      await homelab(['user', 'add', 'marta', '--password-stdin'], 'correct horse');
      await signedInClient(app, 'marta', 'correct horse');
    });

    it('replaces a password at once', async () => {
      const client = await signedInClient(app);
      await homelab(['user', 'passwd', 'admin', '--password-stdin'], 'battery staple');
      expect((await client.get('/api/auth/session')).status).toBe(401);
      await signedInClient(app, 'admin', 'battery staple');
    });

    it('copies the database', async () => {
      const target = join(folder, 'copies', 'copy.db');
      expect(await homelab(['db', 'backup', target])).toMatchObject({ exitCode: 0 });
      const names = await withRawDatabase(target, (copy) =>
        copy.prepare('SELECT username FROM users').pluck().all(),
      );
      expect(names).toEqual(['admin']);
    });
  });

  describe('db', () => {
    it('has nothing to look at before the first start', async () => {
      const run = await homelab(['db', 'check']);
      expect(run.exitCode).toBe(3);
      expect(run.stderr).toContain(`There is no database at ${join(folder, 'homelab.db')}`);
      expect(readdirSync(folder)).toEqual([]);
    });

    it('finds a sound database sound', async () => {
      await homelab(['user', 'add', 'marta']);
      expect(await json(['db', 'check'])).toEqual({
        ok: true,
        file: join(folder, 'homelab.db'),
        problems: [],
      });
    });

    it('finds a row that refers to nothing', async () => {
      await homelab(['user', 'add', 'marta']);
      await withRawDatabase(join(folder, 'homelab.db'), (raw) => {
        raw.pragma('foreign_keys = OFF');
        raw.exec(`INSERT INTO devices VALUES ('d', 'nobody', 1, 1)`);
      });
      const run = await homelab(['db', 'check']);
      expect(run.exitCode).toBe(1);
      expect(run.stdout).toContain('devices row 1 refers to something that does not exist');
    });

    it('says so when the file is no database', async () => {
      writeFileSync(
        join(folder, 'homelab.db'),
        'something else entirely, and long enough to be read as a header',
      );
      const run = await homelab(['db', 'check']);
      expect(run.exitCode).toBe(3);
      expect(run.stderr).toContain('The database cannot be used');
    });

    it('puts a backup among the others unless told where', async () => {
      await homelab(['user', 'add', 'marta']);
      const { file } = (await json(['db', 'backup'])) as { file: string };
      expect(file).toContain(join(folder, 'backups', 'homelab-'));
      expect(statSync(file).size).toBeGreaterThan(0);
    });

    it('never overwrites a file', async () => {
      await homelab(['user', 'add', 'marta']);
      const target = join(folder, 'precious.db');
      writeFileSync(target, '');
      expect(await homelab(['db', 'backup', target])).toMatchObject({ exitCode: 2 });
      expect(statSync(target).size).toBe(0);
    });

    it('is not available where the data directory cannot be made', async () => {
      writeFileSync(join(folder, 'a-file'), '');
      const run = await cliRun({ HOMELAB_DATA_DIR: join(folder, 'a-file', 'below') }, ['user', 'list']);
      expect(run.exitCode).toBe(3);
      expect(run.stderr).toContain('The database cannot be used');
    });

    it('is not available where another process keeps it to itself', async () => {
      await homelab(['user', 'add', 'marta']);
      const run = await withRawDatabase(join(folder, 'homelab.db'), (other) => {
        other.exec('BEGIN IMMEDIATE');
        return homelab(['user', 'disable', 'marta']);
      });
      expect(run.exitCode).toBe(3);
      expect(run.stderr).toContain('Another process is writing to the database');
    });
  });

  describe('config check', () => {
    it('says what the configuration amounts to, secrets left out', async () => {
      const run = await cliRun({ HOMELAB_DATA_DIR: folder, HOMELAB_ADMIN_PASSWORD: 'correct horse' }, [
        'config',
        'check',
        '--json',
      ]);
      expect(JSON.parse(run.stdout)).toMatchObject({
        ok: true,
        configuration: { listen: '127.0.0.1:7420', dataDirectory: folder },
      });
      expect(run.stdout + run.stderr).not.toContain('correct horse');
    });

    it('says what the settings file amounts to, values of environments left out, and warns', async () => {
      const file = join(folder, 'settings.yaml');
      writeFileSync(
        file,
        [
          'commands: { deny: [service.stop] }',
          'host_commands:',
          '  - { id: host.x, title: X, file: /no/such/program, env: { TOKEN: hunter2 } }',
        ].join('\n'),
      );
      const run = await cliRun({ HOMELAB_DATA_DIR: folder, HOMELAB_CONFIG: file }, ['config', 'check']);
      expect(run.exitCode).toBe(0);
      expect(run.stdout).toContain('deniedCommands: service.stop');
      expect(run.stdout).toContain('hostCommands: host.x');
      expect(run.stdout).toContain(
        'Warning: settings.yaml:3: host_commands[0].file: /no/such/program does not exist',
      );
      expect(run.stdout + run.stderr).not.toContain('hunter2');
    });

    it('reports every problem', async () => {
      const environment = { HOMELAB_DATA_DIR: folder, HOMELAB_PORT: 'seven', HOMELAB_ENGIN: 'demo' };
      const run = await cliRun(environment, ['config', 'check', '--json']);
      expect(run.exitCode).toBe(2);
      expect(JSON.parse(run.stdout)).toMatchObject({
        error: {
          code: 'configuration_invalid',
          problems: [{ where: 'HOMELAB_ENGIN' }, { where: 'HOMELAB_PORT' }],
        },
      });
      expect(run.stderr).toContain('Did you mean HOMELAB_ENGINE?');
    });
  });

  it('serves', async () => {
    expect(await homelab(['serve'])).toEqual({ exitCode: 0, stdout: 'serving\n', stderr: '' });
  });

  it('explains itself without touching anything', async () => {
    const run = await homelab(['--help']);
    expect(run.exitCode).toBe(0);
    for (const command of ['serve', 'user', 'db', 'config']) expect(run.stdout).toContain(command);
    expect(existsSync(join(folder, 'homelab.db'))).toBe(false);
  });

  it('shows its usage, and refuses, where no command is given', async () => {
    expect(await homelab([])).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
