import * as z from 'zod/mini';

/** The parameters of every command on a compose project. */
export const ProjectParams = z.strictObject({
  project: z
    .string()
    .check(
      z.maxLength(200),
      z.regex(/^[a-z0-9][a-z0-9_-]*$/, 'needs the name of a compose project'),
      z.meta({ title: 'Project', 'x-source': 'project' }),
    ),
});
export type ProjectParams = z.infer<typeof ProjectParams>;
