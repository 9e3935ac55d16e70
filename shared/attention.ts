import * as z from 'zod/mini';

/** Something a person should look at, worst first. */
export const AttentionItem = z.object({
  /** Stable while the trouble lasts: `unhealthy:media/jellyfin`. */
  id: z.string(),
  kind: z.enum(['engine', 'failed', 'crash-loop', 'unhealthy']),
  /** The service's key; null for trouble with the engine itself. */
  service: z.nullable(z.string()),
  /** What is wrong: `jellyfin is unhealthy`. */
  title: z.string(),
  /** Why, as far as it is known: `Health check failed 4 times in a row`. */
  detail: z.string(),
  /** Since when (ISO 8601); null where the engine does not say. */
  since: z.nullable(z.string()),
});
export type AttentionItem = z.infer<typeof AttentionItem>;

export const AttentionAnswer = z.object({ items: z.array(AttentionItem) });
export type AttentionAnswer = z.infer<typeof AttentionAnswer>;
