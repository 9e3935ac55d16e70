import { type EngineOutcome, RefusedByEngine } from '../../docker/public.ts';
import type { CommandContext } from '../command.ts';
import { CommandFailed } from '../command-errors.ts';
import type { TargetContainer } from './service-target.ts';

type Verb = 'start' | 'stop' | 'restart';

/**
 * Asks the engine for something and says so. Programs get as long to end as their container says. What the engine has
 * begun when the operation is cancelled, it carries on.
 *
 * @throws CommandFailed with what the engine says where it does not do it
 */
export async function askEngine(
  context: Pick<CommandContext<unknown>, 'call' | 'line' | 'ports' | 'signal'>,
  verb: Verb,
  { id, name }: TargetContainer,
): Promise<EngineOutcome> {
  const { signal } = context;
  const { engine } = context.ports;
  context.call({ type: 'engine', request: `POST /containers/${name}/${verb}` });
  try {
    switch (verb) {
      case 'start':
        return await engine.start(id, signal);
      case 'stop':
        return await engine.stop(id, null, signal);
      case 'restart':
        await engine.restart(id, null, signal);
        return 'done';
    }
  } catch (error) {
    if (signal.aborted) context.line(`The engine carries on with the ${verb} of ${name}.`);
    if (!(error instanceof RefusedByEngine)) throw error;
    const advice = error.said.includes('paused') ? ' Restart it instead.' : '';
    throw new CommandFailed(
      'engine_refused',
      `The engine did not ${verb} ${name}: ${error.said}.${advice}`,
      null,
      { cause: error },
    );
  }
}
