import type { Container, Health, Service, ServiceState } from '#shared/service';
import type { ContainerFacts } from '../container-facts.ts';
import type { Condition } from './container-condition.ts';
import type { ServiceIdentity } from './service-key.ts';

/** A container of a service with what it was judged to be. */
export interface JudgedContainer {
  readonly facts: ContainerFacts;
  readonly condition: Condition;
  /** How the last run ended; null if that was not seen. */
  readonly lastExitCode: number | null;
}

/**
 * What the containers of one service amount to together.
 *
 * @param containers at least one
 * @param changedAt when a change of the service was last seen (wall-clock milliseconds); 0 if none was
 */
export function deriveService(
  { key, project, name }: ServiceIdentity,
  containers: readonly JudgedContainer[],
  changedAt: number,
): Service {
  const sorted = containers.toSorted((a, b) => byNumberedName(a.facts, b.facts));
  return {
    key,
    project,
    name,
    state: serviceState(sorted.map(({ condition }) => condition)),
    health: worstHealth(sorted.map(({ facts }) => facts.health)),
    containers: sorted.map(({ facts }) => toContainer(facts)),
    updatedAt: new Date(Math.max(changedAt, ...sorted.map(({ facts }) => lastChange(facts)))).toISOString(),
  };
}

/** `web-2` before `web-10`; the id decides where names are the same, as they can be while a container is replaced. */
function byNumberedName(a: ContainerFacts, b: ContainerFacts): number {
  return a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name.localeCompare(b.name, 'en', { numeric: true });
}

/** One answer for all: a crash loop shows first, then what only some replicas do. */
export function serviceState(conditions: readonly Condition[]): ServiceState {
  const has = (condition: Condition): boolean => conditions.includes(condition);
  const [first] = conditions;
  if (first !== undefined && conditions.every((condition) => condition === first)) return first;
  if (has('restarting')) return 'restarting';
  if (has('running')) return 'partial';
  if (has('failed')) return 'failed';
  return has('paused') ? 'paused' : 'stopped';
}

/** From worst to best; what has no health check says nothing about the others. */
const HEALTH_ORDER = ['unhealthy', 'starting', 'healthy'] as const satisfies readonly Health[];

export function worstHealth(healths: readonly Health[]): Health {
  return HEALTH_ORDER.find((health) => healths.includes(health)) ?? 'none';
}

/** What goes over the wire of one container. */
export function toContainer(facts: ContainerFacts): Container {
  const { id, name, image, imageId, state, health, restartCount, startedAt, ports } = facts;
  const hasEnded = state === 'exited' || state === 'dead' || state === 'restarting';
  return {
    id,
    name,
    image,
    imageId,
    state,
    health,
    exitCode: hasEnded ? facts.exitCode : null,
    restartCount,
    startedAt,
    ports: [...ports],
  };
}

/** The latest of what the engine dates of a container. */
function lastChange({ createdAt, startedAt, finishedAt }: ContainerFacts): number {
  const times = [createdAt, startedAt, finishedAt].map((time) => Date.parse(time ?? ''));
  return Math.max(0, ...times.filter((time) => !Number.isNaN(time)));
}
