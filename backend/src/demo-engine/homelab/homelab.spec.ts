import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { field } from '../conformance/probe.ts';
import { SpecEngines, type SpecEngine } from '../spec-client.ts';
import { DEMO_SECRET_MARK } from './secrets.ts';

const HIDDEN_NAMES = /PASS|SECRET|TOKEN|API_?KEY|_KEY$/;

describe('the homelab', () => {
  const engines = new SpecEngines();
  let spec: SpecEngine;
  let list: ReadonlyMap<string, unknown>;
  const inspected = new Map<string, unknown>();
  beforeAll(async () => {
    spec = await engines.start({ still: true });
    list = await spec.list();
    for (const name of list.keys()) inspected.set(name, await spec.json(`/containers/${name}/json`));
  });
  afterAll(async () => {
    await engines.close();
    engines.remove();
  });

  const state = (name: string): unknown => field(inspected.get(name), 'State');

  it('has some twenty services in six projects, and two containers outside', () => {
    const containers = spec.lab.containers();
    const services = new Set(
      containers.map(({ project, service, name }) => `${project ?? '~'}/${service ?? name}`),
    );
    expect(services.size).toBeGreaterThanOrEqual(20);
    expect(services.size).toBeLessThanOrEqual(28);
    expect(new Set(containers.map(({ project }) => project))).toEqual(
      new Set(['dev', 'edge', 'home', 'immich', 'media', 'paperless', null]),
    );
    expect(
      containers
        .filter(({ project }) => project === null)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['minecraft', 'vaultwarden']);
  });

  it('has every case a page has to show', () => {
    expect(spec.lab.containers().filter(({ service }) => service === 'whoami')).toHaveLength(2);
    expect(spec.lab.container('home-mosquitto-1').health).toBeNull();
    expect(state('immich_machine_learning')).toMatchObject({
      Status: 'running',
      Health: { Status: 'unhealthy', FailingStreak: 4 },
    });
    expect(state('paperless-backup-1')).toMatchObject({ Status: 'exited', ExitCode: 0 });
    expect(state('dev-forgejo-runner-1')).toMatchObject({ Status: 'exited', ExitCode: 137, OOMKilled: true });
    expect(state('dev-renovate-1')).toMatchObject({ Status: 'restarting', ExitCode: 1 });
    expect(field(inspected.get('dev-renovate-1'), 'RestartCount')).toBe(212);
    expect(state('minecraft')).toMatchObject({ Status: 'paused', Paused: true });
    expect(state('dev-registry-1')).toMatchObject({ Status: 'created', StartedAt: '0001-01-01T00:00:00Z' });
    expect(field(list.get('edge-traefik-1'), 'Status')).toBe('Up 11 hours (healthy)');
  });

  it('keeps the last five health checks, the failing ones with what they said', () => {
    const log = field(state('immich_machine_learning'), 'Health', 'Log') as readonly unknown[];
    expect(log.map((probe) => field(probe, 'ExitCode'))).toEqual([0, 1, 1, 1, 1]);
    expect(field(log.at(-1), 'Output')).toContain('exceeded timeout');
    const ends = log.map((probe) => Date.parse(String(field(probe, 'End'))));
    expect(ends.slice(1).map((end, index) => Math.round((end - (ends[index] ?? 0)) / 1_000))).toEqual([
      30, 30, 30, 30,
    ]);
  });

  it('is labelled as compose labels', () => {
    for (const { name, project, service } of spec.lab.containers()) {
      if (project === null) continue;
      const labels = field(inspected.get(name), 'Config', 'Labels') as Record<string, string>;
      expect(labels).toMatchObject({
        'com.docker.compose.config-hash': expect.stringMatching(/^[0-9a-f]{64}$/),
        'com.docker.compose.container-number': expect.stringMatching(/^[12]$/),
        'com.docker.compose.depends_on': expect.any(String),
        'com.docker.compose.image': field(inspected.get(name), 'Image'),
        'com.docker.compose.oneoff': 'False',
        'com.docker.compose.project': project,
        'com.docker.compose.project.config_files': `/srv/compose/${project}/compose.yaml`,
        'com.docker.compose.project.working_dir': `/srv/compose/${project}`,
        'com.docker.compose.service': service,
        'com.docker.compose.version': expect.stringMatching(/^2\./),
      });
    }
    const label = field(inspected.get('paperless-webserver-1'), 'Config', 'Labels') as Record<string, string>;
    expect(label['com.docker.compose.depends_on']).toBe(
      'db:service_healthy:false,broker:service_started:false',
    );
  });

  it('has secrets to hide: in environments, in a label, in a command, and never without their mark', () => {
    const environment = [...inspected.values()].flatMap(
      (container) => field(container, 'Config', 'Env') as readonly string[],
    );
    const secrets = environment.filter((entry) => entry.includes(DEMO_SECRET_MARK));
    expect(secrets.length).toBeGreaterThan(12);
    for (const entry of environment) {
      const [name = '', ...value] = entry.split('=');
      if (HIDDEN_NAMES.test(name)) expect(value.join('=')).toContain(DEMO_SECRET_MARK);
    }
    expect(JSON.stringify(field(list.get('edge-traefik-1'), 'Labels'))).toContain(DEMO_SECRET_MARK);
    expect(field(list.get('immich_redis'), 'Command')).toContain(DEMO_SECRET_MARK);
  });

  it('publishes no port twice, but for the one that says so', () => {
    const bound = new Map<string, string[]>();
    for (const [name, container] of inspected) {
      for (const [port, bindings] of Object.entries(
        field(container, 'HostConfig', 'PortBindings') as object,
      )) {
        const key = `${String(field(bindings, '0', 'HostIp'))}:${String(field(bindings, '0', 'HostPort'))}/${port.split('/')[1] ?? ''}`;
        bound.set(key, [...(bound.get(key) ?? []), name]);
      }
    }
    const shared = [...bound].filter(([, names]) => names.length > 1);
    expect(shared).toEqual([[':8080/tcp', expect.arrayContaining(['dev-registry-1', 'media-gluetun-1'])]]);
  });

  it('has an image, networks and volumes for everything that names one', async () => {
    const networks = ((await spec.json('/networks')) as readonly unknown[]).map((network) =>
      field(network, 'Name'),
    );
    const volumes = (field(await spec.json('/volumes'), 'Volumes') as readonly unknown[]).map((volume) =>
      field(volume, 'Name'),
    );
    const images = ((await spec.json('/images/json')) as readonly unknown[]).map((image) =>
      field(image, 'Id'),
    );
    for (const container of inspected.values()) {
      expect(images).toContain(field(container, 'Image'));
      for (const name of Object.keys(field(container, 'NetworkSettings', 'Networks') as object))
        expect(networks).toContain(name);
      for (const mount of field(container, 'Mounts') as readonly unknown[]) {
        if (field(mount, 'Type') === 'volume') expect(volumes).toContain(field(mount, 'Name'));
      }
    }
    const network = await spec.json('/networks/proxy');
    const members = Object.values(field(network, 'Containers') as object).map((member) =>
      field(member, 'Name'),
    );
    expect(members.sort()).toEqual([
      'dev-forgejo-1',
      'edge-traefik-1',
      'edge-whoami-1',
      'edge-whoami-2',
      'immich_server',
      'media-jellyfin-1',
    ]);
  });

  it('is another one for another seed, and the same for the same', async () => {
    const [same, other] = await Promise.all([
      engines.start({ still: true }),
      engines.start({ still: true, seed: 2 }),
    ]);
    const ids = ({ lab }: SpecEngine): readonly string[] => lab.containers().map(({ id }) => id);
    expect(ids(same)).toEqual(ids(spec));
    expect(ids(other)).not.toEqual(ids(spec));
  });
});
