import { statSync } from 'node:fs';
import { isAbsolute, normalize } from 'node:path';
import * as z from 'zod/mini';

/** Text that becomes an argument or a path: a NUL would cut it, and control characters have no business there. */
// eslint-disable-next-line no-control-regex -- these are exactly the characters to refuse
export const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/;

export const plainText = (most: number): z.ZodMiniType<string, string> =>
  z.string().check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(most, `is longer than ${most} characters`),
    z.refine((text) => !CONTROL_CHARACTERS.test(text), 'must not contain control characters'),
  );

export const absolutePath = plainText(4096).check(
  z.refine(isAbsolute, 'needs an absolute path, as in /srv/compose'),
  z.refine((path) => !path.split('/').includes('..'), 'must not contain ..'),
  z.overwrite((path) => normalize(path).replace(/(?<=.)\/$/, '')),
);

/** A folder that has to be there when the program starts. */
export const existingFolder = absolutePath.check(
  z.refine((path) => isFolder(path), {
    error: ({ input }) =>
      `there is no folder ${String(input)}. In a container it has to be mounted at the same path`,
  }),
);

/** What is no proper path has been told already. */
function isFolder(path: string): boolean {
  if (!isAbsolute(path) || path.includes('..')) return true;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

export const PROJECT_NAME = /^[a-z0-9][a-z0-9_-]*$/;

export const projectName = z
  .string()
  .check(z.regex(PROJECT_NAME, 'needs the name of a compose project: a-z, 0-9, _ and -'));

/** The name of an environment variable, as programs accept it. */
export const variableName = z
  .string()
  .check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'needs the name of an environment variable'));
