import { containerId } from '../container-id.ts';
import type { EngineEvent, EngineEventAction } from '../container-engine.ts';
import type { EventLine } from './engine-answers.ts';

/** The container events that can change what the directory shows. Asked for by name, so that health probes (three events each) never arrive. */
const CONTAINER_ACTIONS: Readonly<Record<string, EngineEventAction>> = {
  create: 'changed',
  start: 'changed',
  die: 'changed',
  pause: 'changed',
  unpause: 'changed',
  rename: 'changed',
  update: 'changed',
  health_status: 'changed',
  stop: 'stopped',
  destroy: 'removed',
};

const NETWORK_ACTIONS: Readonly<Record<string, EngineEventAction>> = {
  connect: 'changed',
  disconnect: 'changed',
};

/** The `filters` parameter of `GET /events`. */
export const EVENT_FILTERS = {
  type: ['container', 'network'],
  event: [...Object.keys(CONTAINER_ACTIONS), ...Object.keys(NETWORK_ACTIONS)],
};

/** An event of the engine in our words; null if it concerns no container of the directory. */
export function toEvent(line: EventLine, receivedAt: number): EngineEvent | null {
  // A health event carries its result in the name: `health_status: healthy`.
  const name = line.Action.split(':', 1)[0] ?? '';
  const isNetwork = line.Type === 'network';
  const action = isNetwork ? NETWORK_ACTIONS[name] : CONTAINER_ACTIONS[name];
  const id = containerId((isNetwork ? line.Actor.Attributes['container'] : line.Actor.ID) ?? '');
  if (action === undefined || id === null) return null;
  return { containerId: id, action, at: timeOf(line) ?? receivedAt };
}

const NANOSECONDS_PER_MS = 1_000_000;

function timeOf({ time, timeNano }: EventLine): number | null {
  if (timeNano !== undefined) return Math.floor(timeNano / NANOSECONDS_PER_MS);
  return time === undefined ? null : time * 1_000;
}
