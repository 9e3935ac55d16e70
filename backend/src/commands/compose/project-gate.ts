import { firstValueFrom } from 'rxjs';
import { CommandFailed } from '../command-errors.ts';
import type { CommandContext } from '../command.ts';
import { judgeContainer, type Watched } from './judge-container.ts';

type Context = Pick<CommandContext<unknown>, 'ports' | 'signal' | 'line'>;

/** Often enough that nobody waits for it, seldom enough that an engine with fifty containers does not notice. */
const LOOK_EVERY_MS = 500;

interface Sighting {
  readonly run: string;
  readonly since: number;
  readonly restartsBefore: number;
}

/**
 * Waits until every container is where it should be, by its own health check if it has one. A check that never ends
 * well is ended by the engine itself (`unhealthy`), and anything else by the operation's deadline.
 *
 * Compose's own `--wait` is not used: it calls a service that has done its work and ended with 0 a failure.
 *
 * @param names as compose told them
 * @throws CommandFailed `not_healthy` that names each service and what is the matter
 */
export async function waitUntilSettled(context: Context, names: ReadonlySet<string>): Promise<void> {
  const { clock } = context.ports;
  const seen = new Map<string, Sighting>();
  for (;;) {
    context.signal.throwIfAborted();
    const verdicts = await Promise.all(
      (await lookAt(context, names)).map(({ name, facts }) => {
        if (facts === null) return { name, verdict: { status: 'failed', because: 'is gone' } as const };
        const sighting = sightingOf(seen.get(name), facts, clock.monotonic());
        seen.set(name, sighting);
        const restarts = facts.restartCount - sighting.restartsBefore;
        return { name, verdict: judgeContainer(facts, clock.monotonic() - sighting.since, restarts) };
      }),
    );
    const failures = verdicts.flatMap(({ name, verdict }) =>
      verdict.status === 'failed' ? [`${name} ${verdict.because}`] : [],
    );
    if (failures.length > 0) throw new CommandFailed('not_healthy', `${failures.join('; ')}.`);
    if (verdicts.every(({ verdict }) => verdict.status === 'settled')) return;
    await firstValueFrom(clock.after(LOOK_EVERY_MS));
  }
}

/** @throws CommandFailed `still_running` that names each container */
export async function expectStopped(context: Context, names: ReadonlySet<string>): Promise<void> {
  const running = (await lookAt(context, names)).filter(({ facts }) => facts?.state === 'running');
  if (running.length === 0) return;
  throw new CommandFailed(
    'still_running',
    `${running.map(({ name }) => name).join(', ')} still runs, though compose says it was stopped.`,
  );
}

async function lookAt(
  { ports: { engine } }: Context,
  names: ReadonlySet<string>,
): Promise<readonly { readonly name: string; readonly facts: Watched | null }[]> {
  const listed = await engine.list();
  return Promise.all(
    [...names].map(async (name) => {
      const found = listed.find((container) => container.name === name);
      return { name, facts: found === undefined ? null : await engine.inspect(found.id) };
    }),
  );
}

/** A run is a state since a start: a restart in between begins anew. */
function sightingOf(before: Sighting | undefined, facts: Watched, now: number): Sighting {
  const run = `${facts.state} ${facts.startedAt ?? ''}`;
  if (before?.run === run) return before;
  return { run, since: now, restartsBefore: before?.restartsBefore ?? facts.restartCount };
}
