import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isRunnerAlive, runnerIdentity } from './runner-identity.ts';

describe('the identity of a runner', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'homelab-proc-'));
    boot('0a1b');
    run(700, '1234');
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function boot(id: string): void {
    mkdirSync(join(root, 'sys', 'kernel', 'random'), { recursive: true });
    writeFileSync(join(root, 'sys', 'kernel', 'random', 'boot_id'), `${id}\n`);
  }

  function run(pid: number, startTime: string, state = 'S'): void {
    mkdirSync(join(root, String(pid)), { recursive: true });
    const between = Array.from({ length: 15 }, () => '0').join(' ');
    writeFileSync(
      join(root, String(pid), 'stat'),
      `${pid} (node) ${state} 1 700 700 ${between} ${startTime} 0 0`,
    );
  }

  it('names the boot, the process and when it started', () => {
    expect(runnerIdentity(700, root)).toBe('0a1b:700:1234');
  });

  it('is alive as long as that process is', () => {
    const identity = runnerIdentity(700, root);
    expect(isRunnerAlive(identity, root)).toBe(true);
    run(700, '1234', 'Z');
    expect(isRunnerAlive(identity, root)).toBe(false);
  });

  it('is not alive when another process has its number, or none, or after a restart of the machine', () => {
    const identity = runnerIdentity(700, root);
    run(700, '99999');
    expect(isRunnerAlive(identity, root)).toBe(false);
    rmSync(join(root, '700'), { recursive: true });
    expect(isRunnerAlive(identity, root)).toBe(false);
    run(700, '1234');
    boot('2c3d');
    expect(isRunnerAlive(identity, root)).toBe(false);
  });

  it('is not alive if it is no identity', () => {
    for (const identity of [
      '',
      '::',
      '0a1b',
      '0a1b:x:1234',
      '0a1b:0:1234',
      '0a1b:-1:1234',
      '0a1b:../700:1234',
    ])
      expect(isRunnerAlive(identity, root)).toBe(false);
  });

  it('goes by the process id alone where there is no /proc', () => {
    const nowhere = join(root, 'nowhere');
    expect(runnerIdentity(process.pid, nowhere)).toBe(`unknown:${process.pid}:unknown`);
    expect(isRunnerAlive(runnerIdentity(process.pid, nowhere), nowhere)).toBe(true);
    expect(isRunnerAlive('unknown:2147483646:unknown', nowhere)).toBe(false);
  });

  it('knows this process', () => {
    expect(isRunnerAlive(runnerIdentity())).toBe(true);
  });
});
