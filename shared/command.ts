import * as z from 'zod/mini';
import { Role } from '#shared/role';

/** What may happen at worst: nothing changes, nothing is lost, something is away for a while, something is gone. */
const RISKS = ['read', 'safe', 'disruptive', 'destructive'] as const;
export const Risk = z.enum(RISKS);
export type Risk = z.infer<typeof Risk>;

/** What a person has to do before the command runs. `typed`: type the target's name. */
export const Confirmation = z.enum(['none', 'simple', 'typed']);
export type Confirmation = z.infer<typeof Confirmation>;

/** A command as the catalog offers it. */
export const CommandDescriptor = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  risk: Risk,
  /** The least role that may run it. */
  role: Role,
  timeoutMs: z.number(),
  /** JSON Schema of `params`. A property's `x-source` says what its value names: `service`, `project`, `image`. */
  paramsSchema: z.record(z.string(), z.unknown()),
  confirmation: Confirmation,
  /** Whether a reason has to be given. */
  reasonRequired: z.boolean(),
  /** Where the person meets it: on a service, on a project, or on the host's page. */
  scope: z.enum(['service', 'project', 'host']),
  /** The services and projects the configuration allows it on; null where all. */
  allowedServices: z.nullable(z.array(z.string())),
  allowedProjects: z.nullable(z.array(z.string())),
});
export type CommandDescriptor = z.infer<typeof CommandDescriptor>;

export const CommandsAnswer = z.object({ commands: z.array(CommandDescriptor) });
export type CommandsAnswer = z.infer<typeof CommandsAnswer>;
