import * as z from 'zod/mini';
import { InvalidRequest } from './request-errors.ts';

/**
 * Checks what came in from outside against its schema.
 *
 * @throws InvalidRequest with one issue for each thing that is wrong
 */
export function parseRequest<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  );
}
