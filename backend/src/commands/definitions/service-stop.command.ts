import type { ServiceDetail } from '#shared/service-detail';
import { type CommandContext, defineCommand } from '../command.ts';
import { CommandFailed } from '../command-errors.ts';
import { askEngine } from './ask-engine.ts';
import { cutOffWarning } from './network-guests.ts';
import { reconcileStop } from './reconcile-service.ts';
import { ServiceParams } from './service-params.ts';
import { containersOf, findService, refuseOwnContainer, type TargetContainer } from './service-target.ts';

const TIMEOUT_MS = 20 * 60_000;

const DID_NOT_RUN = 'did not run';

/** 128 + SIGKILL. */
const KILLED = 137;

export const stopService = defineCommand<ServiceParams, ServiceDetail>({
  id: 'service.stop',
  title: 'Stop service',
  description:
    'Asks the containers of a service to end, and kills those that have not after the time each allows itself. They stay stopped until somebody starts them.',
  risk: 'disruptive',
  role: 'operator',
  confirmation: 'simple',
  scope: 'service',
  params: ServiceParams,
  timeoutMs: TIMEOUT_MS,
  needsEngine: true,
  resolve: (params, ports) => {
    const service = findService(params, ports);
    refuseOwnContainer(service, ports.services, 'stop');
    return service;
  },
  target: ({ key }) => key,
  lock: ({ key }) => `service:${key}`,
  services: ({ key }) => [key],
  reconcile: reconcileStop,

  async run(context) {
    for (const container of containersOf(context.input.key, context.ports.services))
      await stopOne(context, container);
    return {};
  },
});

async function stopOne(context: CommandContext<ServiceDetail>, container: TargetContainer): Promise<void> {
  const { name } = container;
  const words = await context.step(`Stop ${name}`, async () => {
    const outcome = await askEngine(context, 'stop', container);
    return outcome === 'unchanged' ? DID_NOT_RUN : howItEnded(context, container);
  });
  context.line(`${name} ${words}.`);
  const warning = words === DID_NOT_RUN ? null : cutOffWarning(container, context.ports.services, false);
  if (warning !== null) context.line(warning, 'stderr');
}

/** @throws CommandFailed if it runs, whatever the engine said */
async function howItEnded(
  { ports }: CommandContext<ServiceDetail>,
  target: TargetContainer,
): Promise<string> {
  const facts = await ports.engine.inspect(target.id);
  if (facts === null) return 'has ended and was removed'; // as `docker run --rm` asks for
  if (facts.state === 'running' || facts.state === 'restarting' || facts.state === 'paused')
    throw new CommandFailed(
      'still_running',
      `${target.name} was stopped and runs again: somebody else started it meanwhile. Look at who does, then stop it again.`,
    );
  return facts.exitCode === KILLED
    ? 'did not end in time and was killed'
    : `ended with exit code ${facts.exitCode}`;
}
