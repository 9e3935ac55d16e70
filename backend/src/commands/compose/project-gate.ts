import { containerId } from '../../docker/public.ts';
import { CommandFailed } from '../command-errors.ts';
import type { CommandContext } from '../command.ts';
import { awaitStart } from '../definitions/await-start.ts';
import type { TargetContainer } from '../definitions/service-target.ts';
import { STATE_WORDS } from '../definitions/state-words.ts';

type Context = Pick<CommandContext<unknown>, 'ports' | 'signal' | 'line'>;

/**
 * Waits until every container is known to be well, all at the same time. The first that is not ends the waiting.
 *
 * Compose's own `--wait` is not used: it calls a service that has done its work and ended with 0 a failure.
 *
 * @param names as compose told them
 * @throws CommandFailed that names the container and what is the matter with it
 */
export async function waitUntilWell(context: Context, names: ReadonlySet<string>): Promise<string> {
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const containers = await containersNamed(context, names);
  const waiting = new Set(names);
  try {
    await Promise.all(
      containers.map(async (container) => {
        const how = await awaitStart({ ports: context.ports, signal }, container);
        waiting.delete(container.name);
        context.line(`${container.name} ${STATE_WORDS[how]}.`);
      }),
    );
  } catch (error) {
    over.abort(error);
    context.signal.throwIfAborted();
    if (waiting.size > 1) context.line(`Not known to be well yet: ${[...waiting].join(', ')}.`, 'stderr');
    throw error;
  }
  return containers.length === 1 ? '1 container is well' : `all ${containers.length} containers are well`;
}

/** @throws CommandFailed `still_running` that names each container */
export async function expectStopped({ ports }: Context, names: ReadonlySet<string>): Promise<void> {
  const running = (await ports.engine.list()).filter(
    ({ name, state }) => names.has(name) && state === 'running',
  );
  if (running.length === 0) return;
  throw new CommandFailed(
    'still_running',
    `Compose says that it stopped ${running.map(({ name }) => name).join(', ')}, and the engine says that it runs. Somebody else may have started it meanwhile.`,
  );
}

async function containersNamed(
  { ports }: Context,
  names: ReadonlySet<string>,
): Promise<readonly TargetContainer[]> {
  const listed = await ports.engine.list();
  return [...names].map((name) => {
    const id = containerId(listed.find((container) => container.name === name)?.id ?? '');
    if (id === null)
      throw new CommandFailed('container_gone', `${name} was removed meanwhile, by somebody else.`);
    return { id, name };
  });
}
