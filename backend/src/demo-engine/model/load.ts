import { type Container } from './container.ts';
import { SECOND, type Moment } from './moment.ts';
import { seedOfId } from './random.ts';

/** What a container has used since it was started, as the kernel counts it. */
export interface Usage {
  readonly cpuNanos: number;
  readonly memoryBytes: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly processes: number;
}

/** Two slow waves and a quick one, whose sizes sum to less than one: a rate around them never turns negative. */
const WAVES = [
  { size: 0.45, seconds: 613 },
  { size: 0.28, seconds: 97 },
  { size: 0.18, seconds: 11 },
] as const;

/** The use of a container at a moment: the same for the same moment, never less than before within one run. */
export function usageAt(container: Container, at: Moment): Usage {
  const { behaviour, memoryLimitBytes } = container.spec;
  const since = container.startedAt ?? at;
  const phase = seedOfId(container.id) / 2 ** 31;
  const used = (perSecond: number, shift: number): number => {
    const whole = Math.floor(perSecond * (wavesUntil(at, phase + shift) - wavesUntil(since, phase + shift)));
    return Math.max(whole, 0);
  };
  const wanders = 1 + 0.12 * wave(at, phase, 1_741) + 0.03 * wave(at, phase, 131);
  const ceiling = memoryLimitBytes === 0 ? Number.POSITIVE_INFINITY : 0.97 * memoryLimitBytes;
  return {
    cpuNanos: used(behaviour.cpuPercent * 1e7, 0),
    memoryBytes: Math.floor(Math.min(behaviour.memoryBytes * wanders, ceiling)),
    receivedBytes: used(behaviour.receives, 1),
    sentBytes: used(behaviour.sends, 2),
    readBytes: used(behaviour.reads, 3),
    writtenBytes: used(behaviour.writes, 4),
    processes: behaviour.processes,
  };
}

/** Seconds since 1970, swaying: the integral of `1 + waves`. */
function wavesUntil(at: Moment, phase: number): number {
  const seconds = at / SECOND;
  return WAVES.reduce((sum, { size, seconds: period }) => {
    const turns = (2 * Math.PI) / period;
    return sum - (size / turns) * Math.cos(turns * seconds + phase * period);
  }, seconds);
}

function wave(at: Moment, phase: number, period: number): number {
  return Math.sin(((2 * Math.PI) / period) * (at / SECOND) + phase * period);
}
