import { type Shape } from './shape.ts';

export const VERSION: Shape = {
  Platform: { Name: 'string' },
  Components: [{ Name: 'string', Version: 'string', Details: { '*': 'string' } }],
  Version: 'string',
  ApiVersion: 'string',
  MinAPIVersion: 'string',
  GitCommit: 'string',
  GoVersion: 'string',
  Os: 'string',
  Arch: 'string',
  KernelVersion: 'string',
  BuildTime: 'string',
};

const EVENT = {
  Type: 'string',
  Action: 'string',
  Actor: { ID: 'string', Attributes: { '*': 'string' } },
  scope: 'string',
  time: 'number',
  timeNano: 'number',
};

export const CONTAINER_EVENT: Shape = { ...EVENT, status: 'string', id: 'string', from: 'string' };
export const IMAGE_EVENT: Shape = { ...EVENT, status: 'string', id: 'string' };
export const OTHER_EVENT: Shape = EVENT;

export const IMAGE_ENTRY: Shape = {
  Containers: 'number',
  Created: 'number',
  Id: 'string',
  Labels: 'object|null',
  ParentId: 'string',
  RepoDigests: 'list|null',
  RepoTags: 'list|null',
  SharedSize: 'number',
  Size: 'number',
  'VirtualSize?': 'number',
};

const IMAGE_CONFIG: Shape = {
  'ArgsEscaped?': 'boolean',
  'AttachStderr?': 'boolean',
  'AttachStdin?': 'boolean',
  'AttachStdout?': 'boolean',
  Cmd: 'list|null',
  'Domainname?': 'string',
  Entrypoint: 'list|null',
  Env: 'list|null',
  'ExposedPorts?': 'object',
  'Healthcheck?': 'object',
  'Hostname?': 'string',
  'Image?': 'string',
  Labels: 'object|null',
  OnBuild: 'list|null',
  'OpenStdin?': 'boolean',
  'StdinOnce?': 'boolean',
  'Tty?': 'boolean',
  User: 'string',
  Volumes: 'object|null',
  WorkingDir: 'string',
};

export const IMAGE_INSPECT: Shape = {
  Id: 'string',
  RepoTags: ['string'],
  RepoDigests: ['string'],
  Parent: 'string',
  Comment: 'string',
  Created: 'string',
  'Container?': 'string',
  'ContainerConfig?': 'object',
  DockerVersion: 'string',
  Author: 'string',
  Architecture: 'string',
  Os: 'string',
  Size: 'number',
  'VirtualSize?': 'number',
  GraphDriver: { Data: { '*': 'string' }, Name: 'string' },
  RootFS: { Type: 'string', Layers: ['string'] },
  Metadata: { LastTagTime: 'string' },
  Config: IMAGE_CONFIG,
};

export const PULL_LINE: Shape = {
  status: 'string',
  'id?': 'string',
  'progressDetail?': { 'current?': 'number', 'total?': 'number' },
  'progress?': 'string',
};

export const DISTRIBUTION: Shape = {
  Descriptor: { mediaType: 'string', digest: 'string', size: 'number' },
  Platforms: [{ architecture: 'string', os: 'string', 'variant?': 'string' }],
};

export const NETWORK: Shape = {
  Name: 'string',
  Id: 'string',
  Created: 'string',
  Scope: 'string',
  Driver: 'string',
  'EnableIPv4?': 'boolean',
  EnableIPv6: 'boolean',
  IPAM: { Driver: 'string', Options: 'object|null', Config: 'list|null' },
  Internal: 'boolean',
  Attachable: 'boolean',
  Ingress: 'boolean',
  ConfigFrom: { Network: 'string' },
  ConfigOnly: 'boolean',
  Containers: {
    '*': {
      Name: 'string',
      EndpointID: 'string',
      MacAddress: 'string',
      IPv4Address: 'string',
      IPv6Address: 'string',
    },
  },
  Options: { '*': 'string' },
  Labels: { '*': 'string' },
};

export const VOLUME: Shape = {
  CreatedAt: 'string',
  Driver: 'string',
  Labels: 'object|null',
  Mountpoint: 'string',
  Name: 'string',
  Options: 'object|null',
  Scope: 'string',
};

const CPU: Shape = {
  cpu_usage: {
    total_usage: 'number',
    'percpu_usage?': ['number'],
    usage_in_kernelmode: 'number',
    usage_in_usermode: 'number',
  },
  'system_cpu_usage?': 'number',
  'online_cpus?': 'number',
  throttling_data: { periods: 'number', throttled_periods: 'number', throttled_time: 'number' },
};

/** Hosts with cgroups v1 and v2 differ in the memory's details. */
export const STATS: Shape = {
  'name?': 'string',
  'id?': 'string',
  read: 'string',
  preread: 'string',
  pids_stats: { 'current?': 'number', 'limit?': 'number' },
  blkio_stats: { '*': 'list|null' },
  num_procs: 'number',
  storage_stats: 'object',
  cpu_stats: CPU,
  precpu_stats: CPU,
  memory_stats: {
    'usage?': 'number',
    'max_usage?': 'number',
    'stats?': { '*': 'number' },
    'limit?': 'number',
    'failcnt?': 'number',
  },
  'networks?': { '*': { '*': 'number' } },
};

export const TOP: Shape = { Processes: ['list'], Titles: ['string'] };

/** What anybody reads of it; the rest differs with release and host. */
export const INFO: Shape = {
  ID: 'string',
  Containers: 'number',
  ContainersRunning: 'number',
  ContainersPaused: 'number',
  ContainersStopped: 'number',
  Images: 'number',
  Driver: 'string',
  CgroupVersion: 'string',
  KernelVersion: 'string',
  OperatingSystem: 'string',
  OSType: 'string',
  Architecture: 'string',
  NCPU: 'number',
  MemTotal: 'number',
  DockerRootDir: 'string',
  Name: 'string',
  ServerVersion: 'string',
  LoggingDriver: 'string',
  Swarm: 'object',
  SecurityOptions: ['string'],
  Warnings: 'list|null',
  '*': 'any',
};
