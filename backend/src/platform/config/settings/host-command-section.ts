import * as z from 'zod/mini';
import { Confirmation, Risk } from '#shared/command';
import { Role } from '#shared/role';
import { duration } from './duration.ts';
import { hostCommandProblems } from './host-command-checks.ts';
import { HostCommandParam } from './host-command-params.ts';
import { absolutePath, plainText, variableName } from './values.ts';

const ARGUMENTS_MAX = 200;

/** A value, or the file that holds it: a secret stays out of the settings file that way. */
const environmentValue = z.union(
  [z.string().check(z.maxLength(8192)), z.strictObject({ file: absolutePath })],
  {
    error: 'needs text, or { file: /absolute/path }',
  },
);

/** One of `host_commands:`, a program of the machine with typed arguments. */
export const HostCommandSection = z
  .strictObject({
    id: z.string().check(z.regex(/^host\.[a-z][a-z0-9-]*$/, 'needs an id such as host.backup-now')),
    title: plainText(80),
    description: z.optional(plainText(400)),
    file: absolutePath,
    args: z.optional(z.array(z.string().check(z.maxLength(8192))).check(z.maxLength(ARGUMENTS_MAX))),
    cwd: z.optional(absolutePath),
    env: z.optional(z.record(variableName, environmentValue)),
    timeout: z.optional(duration('1s', '24h')),
    role: z.optional(Role),
    risk: z.optional(Risk),
    confirm: z.optional(Confirmation),
    reason: z.optional(z.enum(['optional', 'required'])),
    /** Commands with the same lock do not run at the same time; its own id if absent. */
    lock: z.optional(z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/, 'needs a name: a-z, 0-9 and -'))),
    params: z.optional(
      z.record(
        z.string().check(z.regex(/^[a-z][a-z0-9_]*$/, 'needs a name: a-z, 0-9 and _')),
        HostCommandParam,
      ),
    ),
  })
  .check((context) => {
    for (const { path, message } of hostCommandProblems(context.value))
      context.issues.push({ code: 'custom', input: context.value, path: [...path], message });
  });
export type HostCommandSection = z.infer<typeof HostCommandSection>;
