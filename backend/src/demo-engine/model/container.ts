import { type ContainerSpec } from './container-spec.ts';
import { type Micros, type Moment } from './moment.ts';

export const CONTAINER_STATES = [
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
] as const;
export type ContainerState = (typeof CONTAINER_STATES)[number];

export type HealthStatus = 'starting' | 'healthy' | 'unhealthy';

/** One run of the health check. */
export interface Probe {
  readonly start: Moment;
  readonly end: Moment;
  readonly exitCode: number;
  readonly output: string;
}

/** The state of a container's health check; the engine keeps the last five probes. */
export interface Health {
  status: HealthStatus;
  failingStreak: number;
  log: readonly Probe[];
  /** What the next probes will say; null: all is well. */
  complaint: string | null;
}

/** A stretch of time in which the program ran; `until` is null while it does. */
export interface Run {
  readonly from: Moment;
  until: Moment | null;
}

/** A container as it is now. Only the model changes it. */
export interface Container {
  readonly id: string;
  readonly spec: ContainerSpec;
  readonly createdAt: Moment;
  name: string;
  imageId: string;
  state: ContainerState;
  /** 0 while nothing runs. */
  pid: number;
  exitCode: number;
  /** What the engine said when it could not start it. */
  error: string;
  oomKilled: boolean;
  startedAt: Moment | null;
  finishedAt: Moment | null;
  restartCount: number;
  /** A person asked it to end: the restart policy leaves it alone. */
  stoppedOnPurpose: boolean;
  /** How long the restart policy waited last; 0 before the first time. */
  backOff: Micros;
  health: Health | null;
  /** The last few, oldest first: log lines come from these. */
  runs: readonly Run[];
}

/** In the engine's words `State.Running`: also while paused, and between two attempts of the restart policy. */
export function isRunning({ state }: Container): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

/** Whether a process exists: it has addresses, ports and mounted volumes. */
export function isAlive({ state }: Container): boolean {
  return state === 'running' || state === 'paused';
}
