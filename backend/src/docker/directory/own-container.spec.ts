import { describe, expect, it } from '@jest/globals';
import type { ContainerFacts } from '../container-facts.ts';
import { aContainer } from '../testing/a-container.ts';
import { findOwnContainer, readOwnTraces } from './own-container.ts';

const OUTSIDE = {
  cgroup: '0::/user.slice/user-1000.slice/session-4.scope\n',
  mountinfo: '',
  hostname: 'nas',
};

const mount = (target: string): ContainerFacts['mounts'][number] => ({
  type: 'bind',
  source: '/srv',
  target,
  writable: true,
});

const homelab = aContainer({
  name: 'homelab',
  mounts: [mount('/data'), mount('/var/run/docker.sock')],
});
const other = aContainer({ name: 'other' });

/** As Docker 28 on a machine with cgroup v2 writes it. */
const mountinfoOf = (id: string, ...points: string[]): string =>
  [
    '1034 890 0:95 / / rw,relatime master:401 - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/AB,upperdir=/var/lib/docker/overlay2/' +
      `${'e'.repeat(64)}/diff,workdir=/var/lib/docker/overlay2/${'e'.repeat(64)}/work`,
    '1035 1034 0:98 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw',
    ...points.map((point) => `1040 1034 8:1 /srv ${point} rw,relatime - ext4 /dev/sda1 rw`),
    `1041 1034 8:1 /var/lib/docker/containers/${id}/resolv.conf /etc/resolv.conf rw,relatime - ext4 /dev/sda1 rw`,
    `1042 1034 8:1 /var/lib/docker/containers/${id}/hostname /etc/hostname rw,relatime - ext4 /dev/sda1 rw`,
    `1043 1034 8:1 /var/lib/docker/containers/${id}/hosts /etc/hosts rw,relatime - ext4 /dev/sda1 rw`,
  ].join('\n');

describe('findOwnContainer', () => {
  it.each([
    ['cgroup v1', `12:pids:/docker/${homelab.id}\n11:cpu:/docker/${homelab.id}\n`],
    ['systemd', `0::/system.slice/docker-${homelab.id}.scope\n`],
    ['an engine within an engine', `0::/docker/${other.id}/docker/${homelab.id}\n`],
  ])('reads %s', (_how, cgroup) => {
    expect(findOwnContainer({ ...OUTSIDE, cgroup }, [other, homelab])).toBe(homelab.id);
  });

  it('reads the mounts where the control group is hidden', () => {
    const mountinfo = mountinfoOf(homelab.id, '/data', '/var/run/docker.sock');
    expect(findOwnContainer({ cgroup: '0::/\n', mountinfo, hostname: 'panel' }, [other, homelab])).toBe(
      homelab.id,
    );
  });

  it('reads the host name where there is nothing else', () => {
    const hostname = homelab.id.slice(0, 12);
    expect(findOwnContainer({ cgroup: '', mountinfo: '', hostname }, [other, homelab])).toBe(homelab.id);
  });

  it('is not the container whose network it uses', () => {
    const sidecar = aContainer({ name: 'tailscale', mounts: [mount('/var/lib/tailscale')] });
    const panel = aContainer({ ...homelab, id: aContainer().id, networkOf: sidecar.id });
    const second = aContainer({ name: 'second', networkOf: 'tailscale', mounts: [mount('/elsewhere')] });
    const mountinfo = mountinfoOf(sidecar.id, '/data', '/var/run/docker.sock');
    const traces = { cgroup: '0::/\n', mountinfo, hostname: sidecar.id.slice(0, 12) };
    expect(findOwnContainer(traces, [sidecar, second, panel])).toBe(panel.id);
  });

  it('is none on a machine that runs an engine, whatever is mounted there', () => {
    const mountinfo = [
      '25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
      `412 25 0:60 / /var/lib/docker/overlay2/${'a'.repeat(64)}/merged rw,relatime - overlay overlay rw`,
      `413 25 0:61 / /var/lib/docker/containers/${homelab.id}/mounts/shm rw,nosuid - tmpfs shm rw`,
    ].join('\n');
    expect(findOwnContainer({ ...OUTSIDE, mountinfo }, [homelab])).toBeNull();
    expect(findOwnContainer(OUTSIDE, [homelab])).toBeNull();
  });

  it('is none in a container of another engine', () => {
    const traces = {
      cgroup: `0::/docker/${'b'.repeat(64)}`,
      mountinfo: mountinfoOf('b'.repeat(64)),
      hostname: 'b'.repeat(12),
    };
    expect(findOwnContainer(traces, [homelab, other])).toBeNull();
  });

  it('reads this machine without failing', () => {
    const traces = readOwnTraces();
    expect(traces.hostname).not.toBe('');
    expect(findOwnContainer(traces, [])).toBeNull();
  });
});
