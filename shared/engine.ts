import * as z from 'zod/mini';

/** Why the engine cannot be used, one code per cause a person would fix differently. */
const ENGINE_ERROR_CODES = [
  'engine_not_found',
  'engine_refused',
  'engine_permission_denied',
  'engine_timeout',
  'engine_too_old',
  'engine_too_new',
  'engine_garbled',
  'engine_tls',
  'engine_ssh',
  'engine_lost',
  'engine_failed',
] as const;

export const EngineErrorCode = z.enum(ENGINE_ERROR_CODES);
export type EngineErrorCode = z.infer<typeof EngineErrorCode>;

export const EngineError = z.object({
  code: EngineErrorCode,
  /** What happened and what it means, one or two sentences. */
  message: z.string(),
  /** What to do about it. */
  action: z.string(),
  /** When the next attempt is made (ISO 8601); null while one is under way. */
  retryAt: z.nullable(z.string()),
});
export type EngineError = z.infer<typeof EngineError>;

/** The state of the connection to the Docker Engine. */
export const EngineState = z.object({
  status: z.enum(['connected', 'connecting', 'unreachable']),
  /** `demo` is the built-in engine of made-up services, never a real one. */
  kind: z.enum(['docker', 'demo']),
  /** The engine's release, such as `28.5.2`; null until it has answered once. */
  version: z.nullable(z.string()),
  /** The API version both sides speak, such as `1.51`. */
  apiVersion: z.nullable(z.string()),
  /** Since when `status` holds (ISO 8601). */
  since: z.string(),
  error: z.nullable(EngineError),
});
export type EngineState = z.infer<typeof EngineState>;
