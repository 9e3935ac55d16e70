import { type ContainerFacts, containerId } from '../../docker/public.ts';
import type { Reconciled } from '../command.ts';
import type { CommandPorts } from '../command-ports.ts';
import { ended, SETTLE_MS, unhealthy } from './judge-start.ts';
import type { ServiceParams } from './service-params.ts';

/*
 * What became of an operation on a service whose process is gone. Only what is certain is said: all containers as the
 * command wanted them, or one that failed since. Times are the engine's own; with an engine on another machine whose
 * clock is off, a start may fall on the wrong side, so nothing is concluded from a start that is missing.
 */

type Judge = (facts: ContainerFacts, now: number) => Reconciled | null;

export async function reconcileRestart(
  params: ServiceParams,
  startedAt: number,
  ports: CommandPorts,
): Promise<Reconciled | null> {
  return judgeAll(params, ports, (facts, now) =>
    isSince(facts.startedAt, startedAt) ? judgeRun(facts, now) : null,
  );
}

export async function reconcileStart(
  params: ServiceParams,
  startedAt: number,
  ports: CommandPorts,
): Promise<Reconciled | null> {
  return judgeAll(params, ports, (facts, now) => {
    const verdict = judgeRun(facts, now);
    return verdict?.status === 'failed' && !isSince(facts.startedAt, startedAt) ? null : verdict;
  });
}

export async function reconcileStop(
  params: ServiceParams,
  startedAt: number,
  ports: CommandPorts,
): Promise<Reconciled | null> {
  return judgeAll(params, ports, ({ state, finishedAt }) =>
    state === 'created' || (state === 'exited' && isSince(finishedAt, startedAt))
      ? { status: 'succeeded' }
      : null,
  );
}

/** The worst of what is said of each container; nothing where it is not said of all. */
async function judgeAll(
  { service: key }: ServiceParams,
  ports: CommandPorts,
  judge: Judge,
): Promise<Reconciled | null> {
  const service = ports.services.isLive() ? ports.services.find(key) : null;
  if (service === null) return null;
  const facts = await Promise.all(
    service.containers.map(async ({ id: text }) => {
      const id = containerId(text);
      return id === null ? null : ports.engine.inspect(id);
    }),
  );
  const now = ports.clock.now();
  const verdicts = facts.map((entry) => (entry === null ? null : judge(entry, now)));
  const failure = verdicts.find((verdict) => verdict?.status === 'failed');
  if (failure !== undefined) return failure;
  return verdicts.every((verdict) => verdict?.status === 'succeeded') ? { status: 'succeeded' } : null;
}

/** How a container is that was started. */
function judgeRun(facts: ContainerFacts, now: number): Reconciled | null {
  const { state, health, startedAt, exitCode } = facts;
  if (state === 'running' && health === 'healthy') return { status: 'succeeded' };
  if (state === 'running' && health === 'unhealthy') return asFailure(unhealthy(facts));
  if (state === 'running' && health === 'none' && now - Date.parse(startedAt ?? '') >= SETTLE_MS)
    return { status: 'succeeded' };
  if (state === 'restarting' || (state === 'exited' && exitCode !== 0)) return asFailure(ended(facts, ''));
  return null;
}

function asFailure({ code, message }: { readonly code: string; readonly message: string }): Reconciled {
  return { status: 'failed', error: { code, message } };
}

function isSince(time: string | null, since: number): boolean {
  return time !== null && Date.parse(time) >= since;
}
