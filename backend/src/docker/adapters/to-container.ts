import type { ContainerState, Health, Port } from '#shared/service';
import type {
  ComposeLabels,
  ContainerFacts,
  ContainerListing,
  HealthCheck,
  RestartPolicy,
} from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';
import { containerId } from '../container-id.ts';
import type { InspectedContainer, ListedContainer } from './engine-answers.ts';
import type { EnvironmentDigest } from './environment-digest.ts';
import { labelValue, maskedCommand } from './redact.ts';

const NANOSECONDS_PER_MS = 1_000_000;
const NANO_CPUS = 1_000_000_000;

/** What Go writes for a time that has not happened. */
const NEVER = '0001-01-01';

/** An engine's health output is at most 4 KiB; more than this is not read on a page. */
const PROBE_OUTPUT_MAX = 4_096;

/** The defaults of a health check that gives none, per the Dockerfile reference. */
const DEFAULT_INTERVAL_MS = 30_000;
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_RETRIES = 3;

/** One entry of the engine's list; null if its id or state is none. */
export function toListing(listed: ListedContainer): ContainerListing | null {
  const id = containerId(listed.Id);
  const state = containerState(listed.State);
  if (id === null || state === null) return null;
  return {
    id,
    name: bareName(listed.Names[0] ?? ''),
    imageId: listed.ImageID,
    state,
    health: healthOfStatusText(listed.Status),
  };
}

/** One inspected container; null if its id or state is none. */
export function toFacts(inspected: InspectedContainer, digest: EnvironmentDigest): ContainerFacts | null {
  const id: ContainerId | null = containerId(inspected.Id);
  const state = containerState(inspected.State.Status);
  if (id === null || state === null) return null;
  const { Config: config, State: run, NetworkSettings: network } = inspected;
  return {
    id,
    name: bareName(inspected.Name),
    image: config.Image,
    imageId: inspected.Image,
    state,
    health: state === 'running' || state === 'paused' ? healthOf(run.Health?.Status ?? '') : 'none',
    createdAt: timeOf(inspected.Created) ?? '',
    startedAt: timeOf(run.StartedAt),
    finishedAt: timeOf(run.FinishedAt),
    exitCode: run.ExitCode,
    oomKilled: run.OOMKilled,
    engineMessage: run.Error,
    restartCount: inspected.RestartCount,
    restartPolicy: restartPolicy(inspected),
    healthCheck: healthCheck(inspected),
    command: maskedCommand([inspected.Path, ...inspected.Args].filter((word) => word !== '')),
    environmentNames: config.Env.map((entry) => entry.split('=', 1)[0] ?? '').sort(),
    stopTimeoutSeconds: config.StopTimeout,
    networkOf: networkOf(inspected.HostConfig.NetworkMode),
    environmentDigests: digest.ofEach(config.Env),
    limits: {
      memoryBytes: limit(inspected.HostConfig.Memory),
      cpus: limit(inspected.HostConfig.NanoCpus / NANO_CPUS),
    },
    ports: portsOf(network.Ports),
    mounts: inspected.Mounts.map((mount) => ({
      type: mount.Type,
      source: mount.Type === 'volume' && mount.Name !== '' ? mount.Name : mount.Source,
      target: mount.Destination,
      writable: mount.RW,
    })),
    networks: Object.entries(network.Networks)
      .map(([name, { IPAddress, Aliases }]) => ({
        name,
        ipAddress: IPAddress === '' ? null : IPAddress,
        aliases: Aliases.filter((alias) => !id.startsWith(alias)), // the engine adds the short id
      }))
      .sort(byName),
    labels: Object.entries(config.Labels)
      .map(([name, value]) => ({ name, value: labelValue(name, value) }))
      .sort(byName),
    compose: composeLabels(config.Labels),
  };
}

/** The engine writes 0 where there is no limit. */
function limit(value: number): number | null {
  return value > 0 ? value : null;
}

const STATES: ReadonlySet<string> = new Set<ContainerState>([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
]);

function containerState(text: string): ContainerState | null {
  return STATES.has(text) ? (text as ContainerState) : null;
}

function healthOf(status: string): Health {
  switch (status) {
    case 'healthy':
    case 'unhealthy':
    case 'starting':
      return status;
    default:
      return 'none';
  }
}

/** The list has health only in its text for people: `Up 5 minutes (healthy)`, `Up 3 seconds (health: starting)`. */
function healthOfStatusText(status: string): Health {
  return healthOf(/\((?:health: )?(healthy|unhealthy|starting)\)/.exec(status)?.[1] ?? '');
}

function bareName(name: string): string {
  return name.replace(/^\//, '');
}

/** The engine's times have nanoseconds; ours have milliseconds. */
function timeOf(text: string): string | null {
  const milliseconds = Date.parse(text);
  return text.startsWith(NEVER) || Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}

function restartPolicy(inspected: InspectedContainer): RestartPolicy {
  const { Name: name, MaximumRetryCount: maximumRetries } = inspected.HostConfig.RestartPolicy;
  switch (name) {
    case 'always':
    case 'unless-stopped':
    case 'on-failure':
      return { name, maximumRetries };
    default:
      return { name: 'no', maximumRetries: 0 };
  }
}

function healthCheck({
  Config: { Healthcheck: check },
  State: { Health: health },
}: InspectedContainer): HealthCheck | null {
  if (health === null || health.Status === '' || health.Status === 'none') return null;
  return {
    intervalMs: milliseconds(check?.Interval, DEFAULT_INTERVAL_MS),
    timeoutMs: milliseconds(check?.Timeout, DEFAULT_TIMEOUT_MS),
    retries: check === null || check.Retries === 0 ? DEFAULT_RETRIES : check.Retries,
    startPeriodMs: milliseconds(check?.StartPeriod, 0),
    failingStreak: health.FailingStreak,
    log: health.Log.map((probe) => ({
      startedAt: timeOf(probe.Start) ?? '',
      endedAt: timeOf(probe.End) ?? '',
      exitCode: probe.ExitCode,
      output: probe.Output.slice(0, PROBE_OUTPUT_MAX),
    })),
  };
}

function milliseconds(nanoseconds: number | undefined, fallback: number): number {
  return nanoseconds === undefined || nanoseconds === 0
    ? fallback
    : Math.round(nanoseconds / NANOSECONDS_PER_MS);
}

function networkOf(mode: string): string | null {
  const owner = mode.startsWith('container:') ? mode.slice('container:'.length) : '';
  return owner === '' ? null : owner;
}

type PublishedPorts = InspectedContainer['NetworkSettings']['Ports'];

/** A port published on all IPv4 and all IPv6 addresses is one port to a person, so it is listed once. */
function portsOf(published: PublishedPorts): Port[] {
  const ports = Object.entries(published).flatMap(([key, bindings]): Port[] => {
    const [number = '', protocol = 'tcp'] = key.split('/');
    const port = { privatePort: Number(number), protocol };
    if (bindings === null || bindings.length === 0) return [{ ...port, publicPort: null, hostIp: null }];
    const anyIpv4 = new Set(
      bindings.filter(({ HostIp }) => HostIp === '0.0.0.0').map(({ HostPort }) => HostPort),
    );
    return bindings
      .filter(({ HostIp, HostPort }) => !(HostIp === '::' && anyIpv4.has(HostPort)))
      .map(({ HostIp, HostPort }) => ({ ...port, publicPort: Number(HostPort), hostIp: HostIp }));
  });
  return ports
    .filter(({ privatePort }) => Number.isInteger(privatePort))
    .sort((a, b) =>
      a.privatePort === b.privatePort ? a.protocol.localeCompare(b.protocol) : a.privatePort - b.privatePort,
    );
}

/** The names compose itself allows; a label with anything else was not written by compose. */
const PROJECT_NAME = /^[a-z0-9][a-z0-9_-]*$/;
const SERVICE_NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/;

function composeLabels(labels: Readonly<Record<string, string>>): ComposeLabels | null {
  const project = labels['com.docker.compose.project'] ?? '';
  const service = labels['com.docker.compose.service'] ?? '';
  const isOneOff = (labels['com.docker.compose.oneoff'] ?? '').toLowerCase() === 'true';
  if (isOneOff || !PROJECT_NAME.test(project) || !SERVICE_NAME.test(service)) return null;
  const files = labels['com.docker.compose.project.config_files'] ?? '';
  return {
    project,
    service,
    workingDir: labels['com.docker.compose.project.working_dir'] ?? null,
    configFiles: files === '' ? [] : files.split(','),
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
