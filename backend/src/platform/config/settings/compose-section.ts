import { isAbsolute, join, relative } from 'node:path';
import * as z from 'zod/mini';
import { absolutePath, existingFolder, plainText, projectName, variableName } from './values.ts';

/** A file below the working directory, or anywhere by its absolute path. */
const composeFile = plainText(4096).check(
  z.refine((path) => !path.split('/').includes('..'), 'must not contain ..'),
);

const ComposeProject = z.pipe(
  z.strictObject({
    working_dir: absolutePath,
    files: z.array(composeFile).check(z.minLength(1, 'needs a file, such as compose.yaml'), z.maxLength(20)),
    env_files: z.optional(z.array(composeFile).check(z.maxLength(20))),
    profiles: z.optional(
      z
        .array(z.string().check(z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, 'needs the name of a profile')))
        .check(z.maxLength(50)),
    ),
  }),
  z.transform(({ working_dir, files, env_files = [], profiles = [] }) => {
    const absolute = (path: string) => (isAbsolute(path) ? path : join(working_dir, path));
    return {
      workingDir: working_dir,
      files: files.map(absolute),
      envFiles: env_files.map(absolute),
      profiles,
    };
  }),
);

/** `compose:`, where compose projects may lie and how they are run. */
export const ComposeSection = z
  .strictObject({
    /** The docker command line, if it is at none of the usual places. */
    docker: z.optional(absolutePath),
    /** The folder with `config.json` (logins of registries) and `cli-plugins`. */
    docker_config: z.optional(absolutePath),
    roots: z.optional(
      z.array(existingFolder).check(z.minLength(1, 'must not be empty; leave it out'), z.maxLength(50)),
    ),
    /** For `${NAME}` in compose files, beside each project's `.env`. */
    environment: z.optional(z.record(variableName, z.string().check(z.maxLength(8192)))),
    projects: z.optional(z.record(projectName, ComposeProject)),
  })
  .check((context) => {
    const { roots, projects = {} } = context.value;
    if (roots === undefined || context.issues.length > 0) return; // a project with a problem has no value yet
    for (const [name, { workingDir }] of Object.entries(projects)) {
      if (roots.some((root) => isInside(root, workingDir))) continue;
      context.issues.push({
        code: 'custom',
        input: workingDir,
        path: ['projects', name, 'working_dir'],
        message: `is not inside any of compose.roots (${roots.join(', ')})`,
      });
    }
  });
export type ComposeSection = z.infer<typeof ComposeSection>;

/** Whether `path` is `root` or below it, by their names alone. Both absolute. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}
