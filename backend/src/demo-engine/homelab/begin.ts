import { type Container, type Health, type Probe } from '../model/container.ts';
import { type ContainerSpec } from '../model/container-spec.ts';
import { type EngineModel } from '../model/engine-model.ts';
import { MILLISECOND, MINUTE, SECOND, type Moment } from '../model/moment.ts';
import { derivedId } from '../model/random.ts';
import { type Beginning } from './declaration.ts';

export interface Identity {
  readonly name: string;
  readonly imageId: string;
}

const PROBES_SHOWN = 5;
const PROBE_TAKES = 61 * MILLISECOND;
const FIRST_PID = 1_187;

/** Adds a container with a past, without a word in the events: it was there before anybody looked. */
export function beginContainer(
  model: EngineModel,
  identity: Identity,
  spec: ContainerSpec,
  beginning: Beginning,
): Container {
  const now = model.clock.now();
  const container = containerWithPast(model, identity, spec, beginning, now);
  for (const { network } of spec.networks) model.networks.ensure(network, container.createdAt);
  for (const { type, source } of spec.mounts)
    if (type === 'volume') model.volumes.ensure(source, container.createdAt);
  model.fleet.add(container);
  return container;
}

function containerWithPast(
  model: EngineModel,
  { name, imageId }: Identity,
  spec: ContainerSpec,
  beginning: Beginning,
  now: Moment,
): Container {
  const changedAt = now - beginning.for;
  const isUp = beginning.state === 'running' || beginning.state === 'paused';
  const wasUp = beginning.state === 'exited' || beginning.state === 'restarting';
  const startedAt = isUp ? changedAt : changedAt - (beginning.ranFor ?? MINUTE);
  const restarted = isUp && beginning.age > beginning.for;
  return {
    id: derivedId(model.seed, 'container', name),
    name,
    imageId,
    spec,
    createdAt: now - beginning.age,
    state: beginning.state,
    pid: isUp ? FIRST_PID + model.fleet.size * 31 : 0,
    exitCode: beginning.exitCode ?? 0,
    error: beginning.error ?? '',
    oomKilled: beginning.oomKilled ?? false,
    startedAt: isUp || wasUp ? startedAt : null,
    finishedAt: wasUp ? changedAt : restarted ? changedAt - SECOND : null,
    restartCount: beginning.restartCount ?? 0,
    stoppedOnPurpose: false,
    backOff: beginning.state === 'restarting' ? MINUTE : 0,
    health: isUp ? healthWithPast(spec, beginning, now) : null,
    runs:
      isUp || wasUp
        ? [{ from: startedAt, until: isUp && beginning.state === 'running' ? null : changedAt }]
        : [],
  };
}

function healthWithPast(
  { healthcheck }: ContainerSpec,
  { complaint, failingStreak }: Beginning,
  now: Moment,
): Health | null {
  if (healthcheck === null) return null;
  const log = Array.from({ length: PROBES_SHOWN }, (_, index): Probe => {
    const end = now - (PROBES_SHOWN - index) * healthcheck.intervalSeconds * SECOND;
    const isFailed = complaint !== undefined && PROBES_SHOWN - index <= (failingStreak ?? 0);
    return { start: end - PROBE_TAKES, end, exitCode: isFailed ? 1 : 0, output: isFailed ? complaint : '' };
  });
  return {
    status: complaint === undefined ? 'healthy' : 'unhealthy',
    failingStreak: complaint === undefined ? 0 : (failingStreak ?? healthcheck.retries),
    log,
    complaint: complaint ?? null,
  };
}
