import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AuditModule } from '../audit/public.ts';
import { signedInClient, startAuthApp } from '../auth/testing/auth-app.ts';
import { withRawDatabase } from '../platform/database/testing/raw-database.ts';
import { type CliRun, cliRun } from './testing/cli-run.ts';

jest.setTimeout(60_000);

interface Verified {
  readonly ok: boolean;
  readonly entries: number;
  readonly headSeq: number;
  readonly headHash: string;
  readonly firstBadSeq: number | null;
  readonly problem: string | null;
}

describe('homelab audit', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homelab-cli-audit-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const homelab = async (...argv: readonly string[]): Promise<CliRun> =>
    cliRun({ HOMELAB_DATA_DIR: folder }, argv);

  async function verified(...argv: readonly string[]): Promise<Verified> {
    return JSON.parse((await homelab('audit', 'verify', '--json', ...argv)).stdout) as Verified;
  }

  async function raw(sql: string): Promise<void> {
    await withRawDatabase(join(folder, 'homelab.db'), (database) => database.exec(sql));
  }

  it('has on record what was done on the command line, and by whom', async () => {
    await homelab('user', 'add', 'marta', '--role', 'admin');
    await homelab('user', 'add', 'paul');
    await homelab('user', 'role', 'paul', 'operator');
    await homelab('user', 'passwd', 'paul');
    await homelab('user', 'disable', 'paul');
    await homelab('user', 'enable', 'paul');
    const { stdout, stderr } = await homelab('audit', 'export', '--format', 'jsonl', '--actor', 'cli');
    const osUser = userInfo().username;
    const entries = stdout
      .trimEnd()
      .split('\n')
      .map(
        (line) => JSON.parse(line) as { action: string; target: string; outcome: string; details: object },
      );
    expect(stderr).toBe('');
    expect(entries.map(({ action, target, outcome }) => `${action} ${target} ${outcome}`)).toEqual([
      'auth.account-created marta succeeded',
      'auth.account-created paul succeeded',
      'auth.role-changed paul succeeded',
      'auth.password-reset paul succeeded',
      'auth.account-disabled paul succeeded',
      'auth.account-enabled paul succeeded',
    ]);
    for (const { details } of entries) expect(details).toMatchObject({ osUser });
    expect(entries[2]?.details).toMatchObject({ role: 'operator', previousRole: 'viewer' });
  });

  it('finds a sound trail sound, and says where it ends', async () => {
    await homelab('user', 'add', 'marta');
    const { ok, entries, headSeq, headHash } = await verified();
    expect({ ok, entries, headSeq }).toEqual({ ok: true, entries: 1, headSeq: 1 });
    const run = await homelab('audit', 'verify', '--head', `1:${headHash}`);
    expect(run).toMatchObject({
      exitCode: 0,
      stdout: `The trail is unbroken: 1 entries, the last is 1:${headHash}\n`,
    });
  });

  it('ends with 1 where an entry was changed, and names it', async () => {
    for (const name of ['a', 'b', 'c']) await homelab('user', 'add', name);
    await raw(`DROP TRIGGER TR_audit_logs_no_update; UPDATE audit_logs SET target = 'x' WHERE seq = 2`);
    const run = await homelab('audit', 'verify');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('The trail is broken at entry 2');
    expect(await verified()).toMatchObject({ ok: false, entries: 1, firstBadSeq: 2 });
  });

  it('finds a cut end with a head that was kept elsewhere', async () => {
    for (const name of ['a', 'b', 'c']) await homelab('user', 'add', name);
    const { headSeq, headHash } = await verified();
    await raw(`DROP TRIGGER TR_audit_logs_no_delete; DELETE FROM audit_logs WHERE seq = 3`);
    expect(await verified()).toMatchObject({ ok: true });
    expect(await verified('--head', `${headSeq}:${headHash}`)).toMatchObject({ ok: false, firstBadSeq: 3 });
    await homelab('user', 'add', 'd');
    expect(await verified('--head', `${headSeq}:${headHash}`)).toMatchObject({ ok: false, firstBadSeq: 3 });
  });

  it('has nothing to check or export before the first start, and makes nothing', async () => {
    for (const argv of [['verify'], ['export', '--format', 'csv']]) {
      const run = await homelab('audit', ...argv);
      expect(run).toMatchObject({ exitCode: 3, stdout: '' });
      expect(run.stderr).toContain('There is no database');
    }
    expect(existsSync(join(folder, 'homelab.db'))).toBe(false);
  });

  it.each([
    [['verify', '--head', 'abc'], 'SEQ:HASH'],
    [['export'], '--format'],
    [['export', '--format', 'xml'], 'format'],
    [['export', '--format', 'csv', '--from', 'yesterday'], 'from'],
  ])('refuses %j', async (argv, message) => {
    await homelab('user', 'add', 'marta');
    const run = await homelab('audit', ...argv);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(message);
  });

  it('writes a new file, and never replaces one', async () => {
    await homelab('user', 'add', 'marta');
    const file = join(folder, 'trail.csv');
    const run = await homelab('audit', 'export', '--format', 'csv', '--output', file, '--json');
    expect(JSON.parse(run.stdout)).toEqual({ file, entries: 1 });
    expect(readFileSync(file, 'utf8')).toMatch(/^seq,at,.*\r\n1,.*\r\n$/);
    writeFileSync(file, 'precious');
    expect(await homelab('audit', 'export', '--format', 'csv', '--output', file)).toMatchObject({
      exitCode: 2,
    });
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });

  it('leaves no file where the end could not be recorded', async () => {
    await homelab('user', 'add', 'marta');
    await raw(
      `CREATE TRIGGER refuse BEFORE INSERT ON audit_logs WHEN NEW.action = 'audit.exported' BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    const file = join(folder, 'trail.csv');
    expect(await homelab('audit', 'export', '--format', 'csv', '--output', file)).toMatchObject({
      exitCode: 3,
    });
    expect([existsSync(file), existsSync(`${file}.partial`)]).toEqual([false, false]);
  });

  it('works beside a running server', async () => {
    const app = await startAuthApp({ imports: [AuditModule], dataDirectory: folder });
    try {
      await signedInClient(app);
      expect((await homelab('audit', 'verify')).exitCode).toBe(0);
      const { stdout } = await homelab('audit', 'export', '--format', 'csv', '--action', 'auth.signed-in');
      expect(stdout).toContain('"auth.signed-in"');
      const admin = await signedInClient(app);
      expect((await admin.get('/api/audit?action=audit.exported')).body).toMatchObject({
        items: [{ actor: 'cli', details: { entries: 1 } }],
      });
    } finally {
      await app.close();
    }
  });
});
