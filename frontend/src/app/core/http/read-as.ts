import { map, type OperatorFunction } from 'rxjs';
import type * as z from 'zod/mini';

/** The body is not what its schema says: the other side is no server of ours, or of another version. */
export class UnreadableAnswer extends Error {
  constructor(options: ErrorOptions) {
    super('The answer does not have the shape this page knows.', options);
    this.name = 'UnreadableAnswer';
  }
}

/** Parses an answer at the edge. */
export function readAs<T>(schema: z.ZodMiniType<T>): OperatorFunction<unknown, T> {
  return map((body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new UnreadableAnswer({ cause: parsed.error });
  });
}
