import * as z from 'zod/mini';

/** An error over HTTP: RFC 9457 `application/problem+json` with our extensions. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  /** Stable and for programs: `invalid_credentials`. */
  code: z.string(),
  /** For people: what happened, what it means, what to do. */
  detail: z.string(),
  /** The same id stands in the server's log. */
  correlationId: z.string(),
  /** What is wrong with the request, for 422. */
  issues: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  /** Facts a program may want, by code: `retryAfterSeconds` of `too_many_attempts`. */
  facts: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  /** The operation it is about, where it is about one: the one that holds the lock, for `already_running`. */
  operationId: z.optional(z.string()),
});
export type Problem = z.infer<typeof Problem>;
