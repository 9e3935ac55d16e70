import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hostRebootCheck } from '../definitions/host-reboot-check.command.ts';
import { hostRefresh } from '../definitions/host-refresh.command.ts';
import { somePorts } from '../testing/project-ports.ts';
import { RecordingContext } from '../testing/recording-context.ts';
import { ProcHostProbe } from './proc-host-probe.ts';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('the machine through its files (needs Linux)', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'homelab-host-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function put(path: string, text = ''): void {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  it('says what the system calls say', async () => {
    const facts = await new ProcHostProbe({ root: '/', inContainer: false }).facts();
    expect(facts.kernel).toBe(release());
    expect(facts.memory.total).toBe(totalmem());
    expect(facts.memory.available).toBeLessThanOrEqual(facts.memory.total);
    expect(facts.uptimeSeconds).toBeGreaterThan(0);
    for (const { mount, total, free } of facts.disks) {
      expect(mount).toMatch(/^\//);
      expect(free).toBeLessThanOrEqual(total);
    }
  });

  it('reads disks where the machine is mounted, and leaves out what cannot be seen', async () => {
    put('proc/1/mounts', '/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /not-there ext4 rw 0 0\n');
    const { disks } = await new ProcHostProbe({ root, inContainer: true }).facts();
    expect(disks.map(({ mount }) => mount)).toEqual(['/']);
  });

  it('finds kernels by their modules and images, and packages that wait', async () => {
    const newer = release().replace(/^\d+/, (major) => String(Number(major) + 1));
    put(`lib/modules/${release()}/modules.dep`);
    put('lib/modules/99.0.0-removed/build');
    put(`boot/vmlinuz-${newer}`);
    put('var/run/reboot-required');
    put('var/run/reboot-required.pkgs', 'libc6\nlinux-image-amd64\nlibc6\n');
    const probe = new ProcHostProbe({ root, inContainer: true });
    expect(await probe.rebootNeed()).toEqual({
      required: true,
      because: [
        `kernel ${newer} is installed, ${release()} is running`,
        'libc6 was updated',
        'linux-image-amd64 was updated',
      ],
      runningKernel: release(),
      newestKernel: newer,
    });
  });

  it('says that it cannot tell from inside a container', async () => {
    const probe = new ProcHostProbe({ root: '/', inContainer: true });
    expect((await probe.rebootNeed()).required).toBeNull();
  });

  it('is what the commands show', async () => {
    const host = new ProcHostProbe({ root, inContainer: true });
    const context = new RecordingContext(null, somePorts({ host }));
    await hostRefresh.run(context);
    await hostRebootCheck.run(context);
    expect(context.lines[0]).toBe(`Kernel   ${release()}`);
    expect(context.lines).toContain('It cannot be told whether a reboot is due.');
    expect(context.steps.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });
});
