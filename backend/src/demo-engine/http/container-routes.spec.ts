import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { field } from '../conformance/probe.ts';
import { SpecEngines } from '../spec-client.ts';

describe('containers over HTTP', () => {
  const engines = new SpecEngines();
  afterEach(() => engines.close());
  afterAll(() => {
    engines.remove();
  });

  it('shows addresses and ports while a container runs, and not after', async () => {
    const spec = await engines.start({ still: true });
    const running = await spec.json('/containers/edge-traefik-1/json');
    expect(field(running, 'NetworkSettings', 'Networks', 'proxy', 'IPAddress')).toMatch(/^172\.\d+\.0\.\d+$/);
    expect(field(running, 'NetworkSettings', 'Ports', '80/tcp')).toEqual([
      { HostIp: '0.0.0.0', HostPort: '80' },
      { HostIp: '::', HostPort: '80' },
    ]);
    spec.lab.stop('edge-traefik-1');
    const stopped = await spec.json('/containers/edge-traefik-1/json');
    expect(field(stopped, 'NetworkSettings', 'Networks', 'proxy')).toMatchObject({
      IPAddress: '',
      Gateway: '',
      MacAddress: '',
    });
    expect(field(stopped, 'NetworkSettings', 'Ports')).toEqual({});
    expect(field((await spec.list()).get('edge-traefik-1'), 'Ports')).toEqual([]);
    expect(field(stopped, 'State')).toMatchObject({
      Running: false,
      Pid: 0,
      Health: { Status: 'unhealthy' },
    });
  });

  it('gives every container of a network another address', async () => {
    const spec = await engines.start({ still: true });
    const entries = [...(await spec.list()).values()];
    const addresses = entries
      .flatMap((entry) =>
        Object.values(field(entry, 'NetworkSettings', 'Networks') as Record<string, unknown>),
      )
      .map((endpoint) => field(endpoint, 'IPAddress'))
      .filter((address) => address !== '');
    expect(addresses.length).toBeGreaterThan(20);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('names the container whose network another one uses', async () => {
    const spec = await engines.start({ still: true });
    const list = await spec.list();
    const id = String(field(list.get('media-gluetun-1'), 'Id'));
    expect(field(list.get('media-qbittorrent-1'), 'HostConfig', 'NetworkMode')).toBe(`container:${id}`);
    expect(field(list.get('media-qbittorrent-1'), 'NetworkSettings', 'Networks')).toEqual({});
    expect(field(list.get('home-home-assistant-1'), 'HostConfig', 'NetworkMode')).toBe('host');
  });

  it('finds by the beginning of an id, unless it fits several', async () => {
    const spec = await engines.start({ still: true, containers: 300 });
    const [id = ''] = spec.lab.containers().map((container) => container.id);
    expect(field(await spec.json(`/containers/${id.slice(0, 20)}/json`), 'Id')).toBe(id);
    const { status, body } = await spec.ask('GET', `/containers/${id.slice(0, 1)}/json`);
    expect([status, body.toString()]).toEqual([
      400,
      expect.stringContaining('multiple IDs found with provided prefix'),
    ]);
  });

  it('lists five thousand, the newest first', async () => {
    const spec = await engines.start({ still: true, containers: 5_000 });
    const entries = (await spec.json('/containers/json?all=1')) as readonly unknown[];
    expect(entries).toHaveLength(5_000);
    expect(new Set(entries.map((entry) => field(entry, 'Id'))).size).toBe(5_000);
    const created = entries.map((entry) => Number(field(entry, 'Created')));
    expect(created).toEqual(created.toSorted((a, b) => b - a));
    expect(entries.some((entry) => field(entry, 'State') === 'exited')).toBe(true);
  });

  it('never makes more than five thousand', async () => {
    const spec = await engines.start({ still: true, containers: 9_999 });
    expect(spec.lab.containers()).toHaveLength(5_000);
  });
});
