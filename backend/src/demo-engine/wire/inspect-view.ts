import { type Container, type Health } from '../model/container.ts';
import { type HealthcheckSpec } from '../model/container-spec.ts';
import { toRfc3339 } from '../model/moment.ts';
import { derivedId } from '../model/random.ts';
import { endpointsView, shortId } from './endpoint-view.ts';
import { containerGraphDriver, STORAGE_DRIVER } from './graph-driver-view.ts';
import { hostConfigView } from './host-config-view.ts';
import { sizeView } from './list-view.ts';
import { mountsView } from './mounts-view.ts';
import { portKey, portMap } from './ports-view.ts';
import { type Json, type JsonObject, type View } from './view.ts';

const NANOS_PER_SECOND = 1e9;
const CONTAINERS_FOLDER = '/var/lib/docker/containers';

/** `GET /containers/{id}/json`. */
export function inspectView(
  container: Container,
  view: View,
  options: { readonly size: boolean },
): JsonObject {
  const { id, spec } = container;
  const [path = '', ...args] = [...(spec.entrypoint ?? []), ...spec.command];
  const folder = `${CONTAINERS_FOLDER}/${id}`;
  const wasStarted = container.startedAt !== null;
  return {
    Id: id,
    Created: toRfc3339(container.createdAt),
    Path: path,
    Args: args,
    State: stateView(container),
    Image: container.imageId,
    ResolvConfPath: wasStarted ? `${folder}/resolv.conf` : '',
    HostnamePath: wasStarted ? `${folder}/hostname` : '',
    HostsPath: wasStarted ? `${folder}/hosts` : '',
    LogPath: wasStarted ? `${folder}/${id}-json.log` : '',
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: STORAGE_DRIVER,
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: wasStarted ? 'docker-default' : '',
    ExecIDs: null,
    HostConfig: hostConfigView(container, view),
    GraphDriver: containerGraphDriver(container, view),
    ...(options.size ? sizeView(container) : {}),
    Mounts: mountsView(container),
    Config: configView(container),
    NetworkSettings: networkSettingsView(container, view),
  };
}

function stateView(container: Container): JsonObject {
  const { state, health } = container;
  return {
    Status: state,
    Running: state === 'running' || state === 'paused' || state === 'restarting',
    Paused: state === 'paused',
    Restarting: state === 'restarting',
    OOMKilled: container.oomKilled,
    Dead: state === 'dead',
    Pid: container.pid,
    ExitCode: container.exitCode,
    Error: container.error,
    StartedAt: toRfc3339(container.startedAt),
    FinishedAt: toRfc3339(container.finishedAt),
    ...(health === null ? {} : { Health: healthView(health) }),
  };
}

function healthView({ status, failingStreak, log }: Health): JsonObject {
  return {
    Status: status,
    FailingStreak: failingStreak,
    Log: log.map(({ start, end, exitCode, output }) => ({
      Start: toRfc3339(start),
      End: toRfc3339(end),
      ExitCode: exitCode,
      Output: output,
    })),
  };
}

function configView(container: Container): JsonObject {
  const { spec } = container;
  const exposed = spec.ports.map((port): [string, JsonObject] => [portKey(port), {}]);
  return {
    Hostname: spec.hostname ?? shortId(container),
    Domainname: '',
    User: spec.user,
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    ...(exposed.length === 0 ? {} : { ExposedPorts: Object.fromEntries(exposed) }),
    Tty: spec.tty,
    OpenStdin: spec.tty,
    StdinOnce: false,
    Env: spec.env.length === 0 ? null : spec.env,
    Cmd: spec.command.length === 0 ? null : spec.command,
    ...(spec.healthcheck === null ? {} : { Healthcheck: healthcheckView(spec.healthcheck) }),
    Image: spec.image,
    Volumes: null,
    WorkingDir: spec.workingDir,
    Entrypoint: spec.entrypoint,
    OnBuild: null,
    Labels: spec.labels,
    ...(spec.stopSignal === null ? {} : { StopSignal: spec.stopSignal }),
    ...(spec.stopTimeoutSeconds === null ? {} : { StopTimeout: spec.stopTimeoutSeconds }),
  };
}

function healthcheckView(check: HealthcheckSpec): JsonObject {
  const start = check.startPeriodSeconds * NANOS_PER_SECOND;
  return {
    Test: check.test,
    Interval: check.intervalSeconds * NANOS_PER_SECOND,
    Timeout: check.timeoutSeconds * NANOS_PER_SECOND,
    ...(start === 0 ? {} : { StartPeriod: start }),
    Retries: check.retries,
  };
}

function networkSettingsView(container: Container, view: View): JsonObject {
  const own = container.spec.networks.length > 0;
  const hasSandbox = own && container.startedAt !== null && (view.profile.isClassic || container.pid !== 0);
  const sandbox = hasSandbox ? derivedId(container.id, 'sandbox', container.startedAt ?? 0) : '';
  const bridge = container.spec.networks.some(({ network }) => network === 'bridge');
  const endpoints = endpointsView(container, view, 'with-names');
  return {
    Bridge: '',
    SandboxID: sandbox,
    SandboxKey: sandbox === '' ? '' : `/var/run/docker/netns/${sandbox.slice(0, 12)}`,
    Ports: portMap(container),
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    ...legacyAddresses(bridge ? endpoints['bridge'] : undefined),
    Networks: endpoints,
  };
}

/** The fields from before there were networks: filled in for the default bridge alone. */
function legacyAddresses(bridge: Json | undefined): JsonObject {
  const empty = {
    EndpointID: '',
    Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    MacAddress: '',
  };
  if (bridge === undefined) return empty;
  const values = new Map(Object.entries(bridge as JsonObject));
  return Object.fromEntries(Object.entries(empty).map(([key, nothing]) => [key, values.get(key) ?? nothing]));
}
