import * as z from 'zod/mini';
import { InvalidRequest, type RequestIssue } from './request-errors.ts';

/**
 * Checks what came in from outside against its schema.
 *
 * @throws InvalidRequest with one issue for each thing that is wrong
 */
export function parseRequest<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(parsed.error.issues.flatMap(issuesOf));
}

/** Keys that should not be there are named one by one, as what is missing or wrong is. */
function issuesOf(issue: z.core.$ZodIssue): RequestIssue[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'This is not known here.' }));
}
