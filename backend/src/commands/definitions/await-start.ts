import { type ContainerFacts, EngineFailure } from '../../docker/public.ts';
import { pause, untilAborted } from '../../platform/time/until-aborted.ts';
import type { CommandContext } from '../command.ts';
import { CommandFailed } from '../command-errors.ts';
import { judgeStart, type Wellness } from './judge-start.ts';
import type { TargetContainer } from './service-target.ts';

type Surroundings = Pick<CommandContext<unknown>, 'ports' | 'signal'>;

/** How often a container is looked at that somebody waits for. */
const LOOK_EVERY_MS = 500;

/** An engine under load misses a look now and then; that says nothing about the container. */
const ENGINE_AWAY_MAX_MS = 30_000;

/**
 * Waits until a container that was just started is known to be well. Its own health check decides, within the time its
 * own settings ask for; without one it has to stay up for a moment.
 *
 * @throws CommandFailed with the reason, EngineFailure if the engine stays away
 */
export async function awaitStart(
  { ports, signal }: Surroundings,
  target: TargetContainer,
): Promise<Wellness> {
  const look = patientLook({ ports, signal }, target);
  let waitedMs = 0; // without the time in which there was nothing to see
  let run: string | null = null;
  for (;;) {
    const lookedAt = ports.clock.monotonic();
    const facts = await look();
    if (facts !== null) {
      const verdict = judgeStart(facts, run, waitedMs);
      if (verdict.status === 'well') return verdict.how;
      if (verdict.status === 'failed')
        throw new CommandFailed(verdict.code, verdict.message, verdict.exitCode);
      run ??= facts.startedAt;
    }
    await pause(ports.clock, LOOK_EVERY_MS, signal);
    if (facts !== null) waitedMs += ports.clock.monotonic() - lookedAt;
  }
}

/** Looks at a container; null where the engine did not answer this time. */
function patientLook(
  { ports: { engine, clock }, signal }: Surroundings,
  { id, name }: TargetContainer,
): () => Promise<ContainerFacts | null> {
  let awaySince: number | null = null;
  return async () => {
    try {
      const facts = await untilAborted(engine.inspect(id), signal);
      awaySince = null;
      if (facts === null)
        throw new CommandFailed('container_gone', `${name} was removed meanwhile, by somebody else.`);
      return facts;
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      awaySince ??= clock.monotonic();
      if (clock.monotonic() - awaySince > ENGINE_AWAY_MAX_MS) throw error;
      return null;
    }
  };
}
