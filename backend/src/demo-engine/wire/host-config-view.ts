import { type Container } from '../model/container.ts';
import { bindsView } from './mounts-view.ts';
import { portBindings } from './ports-view.ts';
import { type JsonObject, type View } from './view.ts';

/** `HostConfig` of an inspect, complete. */
export function hostConfigView(container: Container, view: View): JsonObject {
  const { spec } = container;
  const { isClassic } = view.profile;
  // The command line sends empty lists where compose sends nothing; old engines drop some of them.
  const byHand = isOutsideCompose(container) ? [] : null;
  const byHandLately = isClassic ? null : byHand;
  return {
    Binds: bindsView(container),
    ContainerIDFile: '',
    LogConfig: { Type: 'json-file', Config: byHand === null ? { 'max-file': '3', 'max-size': '10m' } : {} },
    NetworkMode: networkModeOf(container, view),
    PortBindings: portBindings(container),
    RestartPolicy: { Name: spec.restart.name, MaximumRetryCount: spec.restart.maximumRetryCount },
    AutoRemove: spec.autoRemove,
    VolumeDriver: '',
    VolumesFrom: null,
    ConsoleSize: [0, 0],
    CapAdd: spec.capAdd.length === 0 ? null : spec.capAdd,
    CapDrop: null,
    CgroupnsMode: 'private',
    Dns: byHand,
    DnsOptions: byHand,
    DnsSearch: byHand,
    ExtraHosts: isOutsideCompose(container) ? null : [],
    GroupAdd: null,
    IpcMode: 'private',
    Cgroup: '',
    Links: null,
    OomScoreAdj: 0,
    PidMode: '',
    Privileged: spec.privileged,
    PublishAllPorts: false,
    ReadonlyRootfs: spec.readOnlyRoot,
    SecurityOpt: spec.securityOpt.length === 0 ? null : spec.securityOpt,
    UTSMode: '',
    UsernsMode: '',
    ShmSize: 64 * 2 ** 20,
    Runtime: 'runc',
    Isolation: '',
    CpuShares: 0,
    Memory: spec.memoryLimitBytes,
    NanoCpus: spec.nanoCpus,
    CgroupParent: '',
    BlkioWeight: 0,
    BlkioWeightDevice: byHand,
    BlkioDeviceReadBps: byHandLately,
    BlkioDeviceWriteBps: byHandLately,
    BlkioDeviceReadIOps: byHandLately,
    BlkioDeviceWriteIOps: byHandLately,
    CpuPeriod: 0,
    CpuQuota: 0,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: '',
    CpusetMems: '',
    Devices: spec.devices.length === 0 ? byHand : spec.devices.map(deviceView),
    DeviceCgroupRules: null,
    DeviceRequests: null,
    ...(isClassic ? { KernelMemory: 0, KernelMemoryTCP: 0 } : {}),
    MemoryReservation: 0,
    MemorySwap: 2 * spec.memoryLimitBytes,
    MemorySwappiness: null,
    OomKillDisable: null,
    PidsLimit: null,
    Ulimits: byHandLately,
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    MaskedPaths: spec.privileged ? null : MASKED_PATHS,
    ReadonlyPaths: spec.privileged ? null : READONLY_PATHS,
    ...(spec.init ? { Init: true } : {}),
  };
}

/** `host`, `container:ID`, or the first network; `default` instead of `bridge` on old engines. */
export function networkModeOf({ spec }: Container, { model, profile }: View): string {
  const shared = spec.networkMode?.startsWith(SHARED) === true ? spec.networkMode.slice(SHARED.length) : null;
  if (shared !== null) return `${SHARED}${model.fleet.byName(shared)?.id ?? shared}`;
  const mode = spec.networkMode ?? spec.networks[0]?.network ?? 'bridge';
  return mode === 'bridge' && profile.isClassic ? 'default' : mode;
}

const SHARED = 'container:';

function isOutsideCompose({ spec }: Container): boolean {
  return spec.labels['com.docker.compose.project'] === undefined;
}

function deviceView(path: string): JsonObject {
  return { PathOnHost: path, PathInContainer: path, CgroupPermissions: 'rwm' };
}

const MASKED_PATHS = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
  '/sys/devices/virtual/powercap',
];

const READONLY_PATHS = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
