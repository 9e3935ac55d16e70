import type { ServiceDetail } from '#shared/service-detail';
import { defineCommand } from '../command.ts';
import { askEngine } from './ask-engine.ts';
import { awaitStart } from './await-start.ts';
import { reconcileStart } from './reconcile-service.ts';
import { ServiceParams } from './service-params.ts';
import { containersOf, findService, type TargetContainer } from './service-target.ts';
import { STATE_WORDS } from './state-words.ts';

const TIMEOUT_MS = 20 * 60_000;

export const startService = defineCommand<ServiceParams, ServiceDetail>({
  id: 'service.start',
  title: 'Start service',
  description:
    'Starts those containers of a service that do not run, and waits for each until it is well: its own health check decides.',
  risk: 'safe',
  role: 'operator',
  confirmation: 'none',
  scope: 'service',
  params: ServiceParams,
  timeoutMs: TIMEOUT_MS,
  needsEngine: true,
  resolve: findService,
  target: ({ key }) => key,
  lock: ({ key }) => `service:${key}`,
  services: ({ key }) => [key],
  reconcile: reconcileStart,

  async run(context) {
    const started: TargetContainer[] = [];
    for (const container of containersOf(context.input.key, context.ports.services)) {
      await context.step(`Start ${container.name}`, async () => {
        const outcome = await askEngine(context, 'start', container);
        if (outcome === 'done') started.push(container);
        return outcome === 'done' ? null : 'was running already';
      });
    }
    for (const container of started) {
      await context.step(`Wait until ${container.name} is well`, async () => {
        const words = STATE_WORDS[await awaitStart(context, container)];
        context.line(`${container.name} ${words}.`);
        return words;
      });
    }
    return {};
  },
});
