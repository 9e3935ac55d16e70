import type { ServiceDetail } from '#shared/service-detail';
import { defineCommand, type CommandContext } from '../command.ts';
import { askEngine } from './ask-engine.ts';
import { awaitStart } from './await-start.ts';
import { cutOffWarning } from './network-guests.ts';
import { reconcileRestart } from './reconcile-service.ts';
import { ServiceParams } from './service-params.ts';
import { containersOf, findService, refuseOwnContainer, type TargetContainer } from './service-target.ts';
import { STATE_WORDS } from './state-words.ts';

const TIMEOUT_MS = 20 * 60_000;

export const restartService = defineCommand<ServiceParams, ServiceDetail>({
  id: 'service.restart',
  title: 'Restart service',
  description:
    'Restarts the containers of a service, one after another, and waits for each until it is well: its own health check decides. The first that is not ends the operation, and the others are left as they are.',
  risk: 'disruptive',
  role: 'operator',
  confirmation: 'none',
  scope: 'service',
  params: ServiceParams,
  timeoutMs: TIMEOUT_MS,
  needsEngine: true,
  resolve: (params, ports) => {
    const service = findService(params, ports);
    refuseOwnContainer(service, ports.services, 'restart');
    return service;
  },
  target: ({ key }) => key,
  lock: ({ key }) => `service:${key}`,
  services: ({ key }) => [key],
  reconcile: reconcileRestart,

  async run(context) {
    const containers = containersOf(context.input.key, context.ports.services);
    for (const [index, container] of containers.entries()) {
      try {
        await restartOne(context, container);
      } catch (error) {
        const left = containers.slice(index + 1).map(({ name }) => name);
        if (left.length > 0) context.line(`Left as they are: ${left.join(', ')}.`);
        throw error;
      }
    }
    return {};
  },
});

async function restartOne(context: CommandContext<ServiceDetail>, container: TargetContainer): Promise<void> {
  const { name } = container;
  const warning = await context.step(`Restart ${name}`, async () => {
    await askEngine(context, 'restart', container);
    return cutOffWarning(container, context.ports.services, true);
  });
  if (warning !== null) context.line(warning, 'stderr');
  await context.step(`Wait until ${name} is well`, async () => {
    const words = STATE_WORDS[await awaitStart(context, container)];
    context.line(`${name} ${words}.`);
    return words;
  });
}
