import * as z from 'zod/mini';

/** `GET /api/server`: public, so it says no more than a name. */
export const ServerInfo = z.object({
  /** What this server is called: the machine's name, or `name` in the settings file. */
  name: z.string(),
});
export type ServerInfo = z.infer<typeof ServerInfo>;
