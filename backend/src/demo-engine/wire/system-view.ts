import { isAlive } from '../model/container.ts';
import { toRfc3339 } from '../model/moment.ts';
import { derivedId } from '../model/random.ts';
import { STORAGE_DRIVER } from './graph-driver-view.ts';
import { HOST_KERNEL, HOST_MEMORY_BYTES, HOST_NAME, HOST_PROCESSORS, HOST_SYSTEM } from './host.ts';
import { type Profile } from './profile.ts';
import { type JsonObject, type View } from './view.ts';

/** `GET /version`. */
export function versionView(profile: Profile): JsonObject {
  const common = {
    ApiVersion: profile.apiVersion,
    Arch: 'amd64',
    BuildTime: profile.buildTime,
    GitCommit: profile.gitCommit,
    GoVersion: profile.goVersion,
    KernelVersion: HOST_KERNEL,
    MinAPIVersion: profile.minApiVersion,
    Os: 'linux',
  };
  return {
    Platform: { Name: 'Docker Engine - Community' },
    Components: [
      { Name: 'Engine', Version: profile.release, Details: { ...common, Experimental: 'false' } },
      {
        Name: 'containerd',
        Version: profile.containerd,
        Details: { GitCommit: derivedId(profile.containerd).slice(0, 40) },
      },
      {
        Name: 'runc',
        Version: profile.runc,
        Details: { GitCommit: `v${profile.runc}-0-g${derivedId(profile.runc).slice(0, 8)}` },
      },
      { Name: 'docker-init', Version: '0.19.0', Details: { GitCommit: 'de40ad0' } },
    ],
    Version: profile.release,
    ...common,
  };
}

/** `GET /info`, as far as anybody reads it. */
export function infoView({ model, profile }: View): JsonObject {
  const containers = model.fleet.all();
  const running = containers.filter((container) => isAlive(container) && container.state !== 'paused').length;
  const paused = containers.filter(({ state }) => state === 'paused').length;
  const id = derivedId(model.seed, 'engine');
  return {
    ID: [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20, 32)].join('-'),
    Containers: containers.length,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: containers.length - running - paused,
    Images: model.images.local().length,
    Driver: STORAGE_DRIVER,
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Using metacopy', 'false'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
      Authorization: null,
      Log: ['awslogs', 'fluentd', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'],
    },
    MemoryLimit: true,
    SwapLimit: true,
    ...(profile.isClassic ? { KernelMemory: true } : {}),
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    ...(profile.hasGatewayPriority ? {} : { BridgeNfIptables: true, BridgeNfIp6tables: true }),
    Debug: false,
    NFd: 4 * running + 30,
    OomKillDisable: false,
    NGoroutines: 8 * running + 60,
    SystemTime: toRfc3339(model.clock.now()),
    LoggingDriver: 'json-file',
    CgroupDriver: 'systemd',
    CgroupVersion: '2',
    NEventsListener: model.eventLog.listeners,
    KernelVersion: HOST_KERNEL,
    OperatingSystem: HOST_SYSTEM,
    OSVersion: '13',
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      IndexConfigs: { 'docker.io': { Mirrors: [], Name: 'docker.io', Official: true, Secure: true } },
      InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'],
      Mirrors: null,
    },
    NCPU: HOST_PROCESSORS,
    MemTotal: HOST_MEMORY_BYTES,
    GenericResources: null,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: HOST_NAME,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: profile.release,
    Runtimes: { 'io.containerd.runc.v2': { path: 'runc' }, runc: { path: 'runc' } },
    DefaultRuntime: 'runc',
    Swarm: {
      NodeID: '',
      NodeAddr: '',
      LocalNodeState: 'inactive',
      ControlAvailable: false,
      Error: '',
      RemoteManagers: null,
    },
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: { ID: derivedId(profile.containerd).slice(0, 40) },
    RuncCommit: { ID: `v${profile.runc}` },
    InitCommit: { ID: 'de40ad0' },
    SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
    Warnings: null,
  };
}
