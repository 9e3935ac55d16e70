import * as z from 'zod/mini';
import type { CommandDescriptor } from '#shared/command';
import type { AnyCommand } from '../command.ts';
import type { CommandRule } from '../command-settings.ts';

/** A command as the catalog offers it, with what the configuration makes of it. */
export function describeCommand(command: AnyCommand, rule: CommandRule): CommandDescriptor {
  return {
    id: command.id,
    title: command.title,
    description: command.description,
    risk: command.risk,
    role: rule.role,
    timeoutMs: command.timeoutMs,
    paramsSchema: z.toJSONSchema(command.params, { io: 'input' }) as Record<string, unknown>,
    confirmation: command.confirmation,
    reasonRequired: rule.reasonRequired || command.reasonRequired === true,
    scope: command.scope,
    allowedServices: rule.services === null ? null : [...rule.services],
    allowedProjects: rule.projects === null ? null : [...rule.projects],
  };
}
