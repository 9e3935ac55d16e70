import * as z from 'zod/mini';
import { defineCommand } from '../command.ts';
import { rebootLines } from '../host/fact-lines.ts';

export const hostRebootCheck = defineCommand<Record<string, never>, null>({
  id: 'host.reboot-check',
  title: 'Check whether a reboot is due',
  description:
    'Says whether installed updates wait for a restart of the machine, and which. Changes nothing and restarts nothing.',
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
    const need = await context.step('Look for what waits for a reboot', () =>
      context.ports.host.rebootNeed(),
    );
    for (const text of rebootLines(need)) context.line(text);
    return {};
  },
});
