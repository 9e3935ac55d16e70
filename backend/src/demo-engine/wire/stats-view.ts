import { isAlive, type Container } from '../model/container.ts';
import { type Usage, usageAt } from '../model/load.ts';
import { NEVER_TEXT, SECOND, toRfc3339, type Moment } from '../model/moment.ts';
import { HOST_MEMORY_BYTES, HOST_PROCESSORS } from './host.ts';
import { type JsonObject, type View } from './view.ts';

/** Which of the two samples an answer holds. */
export interface StatsOptions {
  /** The sample before, one second earlier; null on the first answer of a stream and for a single shot. */
  readonly before: Moment | null;
  readonly withName: boolean;
}

/** `GET /containers/{id}/stats`, as on a host with cgroups v2; nothing but noughts while the container does not run. */
export function statsView(container: Container, view: View, options: StatsOptions): JsonObject {
  const now = view.model.clock.now();
  const named = { name: `/${container.name}`, id: container.id };
  return {
    ...(options.withName || view.profile.isClassic ? named : {}),
    ...(isAlive(container) ? liveStats(container, now, options.before) : STOPPED),
  };
}

function liveStats(container: Container, now: Moment, before: Moment | null): JsonObject {
  const usage = usageAt(container, now);
  const limit = container.spec.memoryLimitBytes;
  return {
    read: toRfc3339(now),
    preread: toRfc3339(before),
    pids_stats: { current: usage.processes, limit: 37_904 },
    blkio_stats: { ...NO_BLOCK_IO, io_service_bytes_recursive: blockIo(usage) },
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpuStats(usage, now),
    precpu_stats: before === null ? NO_CPU : cpuStats(usageAt(container, before), before),
    memory_stats: {
      usage: usage.memoryBytes,
      stats: memoryDetail(usage.memoryBytes),
      limit: limit === 0 ? HOST_MEMORY_BYTES : limit,
    },
    ...networksOf(container, usage),
  };
}

function cpuStats({ cpuNanos }: Usage, at: Moment): JsonObject {
  const kernel = Math.floor(cpuNanos * 0.28);
  return {
    cpu_usage: { total_usage: cpuNanos, usage_in_kernelmode: kernel, usage_in_usermode: cpuNanos - kernel },
    system_cpu_usage: Math.floor((at % SYSTEM_TIME_WRAPS) / SECOND) * 1e9 * HOST_PROCESSORS,
    online_cpus: HOST_PROCESSORS,
    throttling_data: NOT_THROTTLED,
  };
}

/** The host's own processor time counts from its start, some weeks ago; once in them a difference is wrong, as after a reboot. */
const SYSTEM_TIME_WRAPS = 4e6 * SECOND;

function blockIo({ readBytes, writtenBytes }: Usage): readonly JsonObject[] {
  return [
    { major: 259, minor: 0, op: 'read', value: readBytes },
    { major: 259, minor: 0, op: 'write', value: writtenBytes },
  ];
}

function memoryDetail(usage: number): JsonObject {
  const file = Math.floor(usage * 0.22);
  const inactiveFile = Math.floor(file * 0.7);
  return {
    active_anon: 4_096,
    active_file: file - inactiveFile,
    anon: usage - file,
    file,
    file_dirty: 0,
    file_mapped: Math.floor(file * 0.6),
    file_writeback: 0,
    inactive_anon: usage - file,
    inactive_file: inactiveFile,
    kernel_stack: 540_672,
    pgfault: 81_423,
    pgmajfault: 211,
    shmem: 0,
    slab: 1_482_752,
    sock: 0,
    unevictable: 0,
  };
}

/** None for a container that uses the network of the host or of another. */
function networksOf({ spec }: Container, usage: Usage): JsonObject {
  if (spec.networkMode !== null) return {};
  const share = Math.max(spec.networks.length, 1);
  const counters = {
    rx_bytes: Math.floor(usage.receivedBytes / share),
    rx_packets: Math.floor(usage.receivedBytes / share / 640),
    rx_errors: 0,
    rx_dropped: 0,
    tx_bytes: Math.floor(usage.sentBytes / share),
    tx_packets: Math.floor(usage.sentBytes / share / 580),
    tx_errors: 0,
    tx_dropped: 0,
  };
  return { networks: Object.fromEntries(spec.networks.map((_, index) => [`eth${index}`, counters])) };
}

const NOT_THROTTLED = { periods: 0, throttled_periods: 0, throttled_time: 0 };

const NO_CPU = {
  cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
  throttling_data: NOT_THROTTLED,
};

const NO_BLOCK_IO = {
  io_service_bytes_recursive: null,
  io_serviced_recursive: null,
  io_queue_recursive: null,
  io_service_time_recursive: null,
  io_wait_time_recursive: null,
  io_merged_recursive: null,
  io_time_recursive: null,
  sectors_recursive: null,
};

const STOPPED = {
  read: NEVER_TEXT,
  preread: NEVER_TEXT,
  pids_stats: {},
  blkio_stats: NO_BLOCK_IO,
  num_procs: 0,
  storage_stats: {},
  cpu_stats: NO_CPU,
  precpu_stats: NO_CPU,
  memory_stats: {},
};
