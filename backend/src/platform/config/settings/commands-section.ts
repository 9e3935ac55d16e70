import * as z from 'zod/mini';
import { Role } from '#shared/role';
import { isCommandPattern } from './command-patterns.ts';
import { projectName } from './values.ts';

const PATTERN_NEEDED = "needs a command id, 'area.*' or '*'";
const pattern = z.string().check(z.refine(isCommandPattern, PATTERN_NEEDED));

/** `project/service`, `project/*`, or `~/container` for a container outside compose. */
const servicePattern = z
  .string()
  .check(
    z.regex(
      /^(?:[a-z0-9][a-z0-9_-]*|~)\/(?:\*|[a-zA-Z0-9][a-zA-Z0-9._-]*)$/,
      "needs a service as 'project/service', 'project/*' or '~/container'",
    ),
  );

const patterns = z.array(pattern).check(z.minLength(1, 'must not be empty'), z.maxLength(200));

/** Narrows some commands: it can ask for more, and never give more. */
const CommandNarrowing = z
  .strictObject({
    commands: patterns,
    /** The least role; a role below the one a command declares changes nothing. */
    role: z.optional(Role),
    /** Compose projects, each with all of its services. */
    projects: z.optional(z.array(projectName).check(z.maxLength(500))),
    services: z.optional(z.array(servicePattern).check(z.maxLength(500))),
    reason: z.optional(z.literal('required', "can only be 'required'")),
  })
  .check(
    z.refine(
      ({ role, projects, services, reason }) =>
        [role, projects, services, reason].some((part) => part !== undefined),
      'narrows nothing: it needs role, projects, services or reason',
    ),
  );

/** `commands:`, which commands there are and for whom. Whatever is not there narrows nothing. */
export const CommandsSection = z.strictObject({
  allow: z.optional(patterns),
  /** Wins over `allow`. */
  deny: z.optional(patterns),
  rules: z.optional(z.array(CommandNarrowing).check(z.maxLength(100))),
});
export type CommandsSection = z.infer<typeof CommandsSection>;
