import * as z from 'zod/mini';
import { defineCommand } from '../command.ts';
import { factLines } from '../host/fact-lines.ts';

export const hostRefresh = defineCommand<Record<string, never>, null>({
  id: 'host.refresh',
  title: 'Look at the machine',
  description:
    'Reads what the machine says of itself now: kernel, uptime, load, memory, disks. Changes nothing.',
  risk: 'read',
  role: 'viewer',
  confirmation: 'none',
  scope: 'host',
  params: z.strictObject({}),
  timeoutMs: 30_000,
  needsEngine: false,
  resolve: () => null,
  target: () => null,
  lock: () => null,
  services: () => [],
  async run(context) {
    const facts = await context.step('Read the machine', () => context.ports.host.facts());
    for (const text of factLines(facts)) context.line(text);
    return {};
  },
});
