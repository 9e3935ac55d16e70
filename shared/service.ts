import * as z from 'zod/mini';
import { EngineState } from '#shared/engine';

/** The state of a service: what its containers amount to together. */
const SERVICE_STATES = [
  'running',
  'partial',
  'restarting',
  'paused',
  'stopped',
  'failed',
  'completed',
] as const;
export const ServiceState = z.enum(SERVICE_STATES);
export type ServiceState = z.infer<typeof ServiceState>;

export const Health = z.enum(['healthy', 'unhealthy', 'starting', 'none']);
export type Health = z.infer<typeof Health>;

/** The state of one container, in the engine's own words. */
export const ContainerState = z.enum([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
]);
export type ContainerState = z.infer<typeof ContainerState>;

/** One port of a container; `publicPort` and `hostIp` are null where it is not published on the host. */
export const Port = z.object({
  privatePort: z.number(),
  protocol: z.string(),
  publicPort: z.nullable(z.number()),
  hostIp: z.nullable(z.string()),
});
export type Port = z.infer<typeof Port>;

export const Container = z.object({
  /** 64 hexadecimal digits. */
  id: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  state: ContainerState,
  health: Health,
  /** Of the last run; null while it runs or before it ever ran. */
  exitCode: z.nullable(z.number()),
  restartCount: z.number(),
  /** Start of the last run (ISO 8601); null before the first. */
  startedAt: z.nullable(z.string()),
  ports: z.array(Port),
});
export type Container = z.infer<typeof Container>;

/** The project part of the key of a container that belongs to no compose project. */
export const NO_PROJECT = '~';

/** What a person calls a service: one compose service with its replicas, or one container outside compose. */
export const Service = z.object({
  /** `project/service`, or `~/container-name`. */
  key: z.string(),
  /** The compose project; `~` for a container outside compose. */
  project: z.string(),
  name: z.string(),
  state: ServiceState,
  health: Health,
  containers: z.array(Container),
  /** When the service last changed as far as the engine knows: a start, an exit, a health change (ISO 8601). */
  updatedAt: z.string(),
});
export type Service = z.infer<typeof Service>;

/** Everything the directory knows at one moment. */
export const ServicesAnswer = z.object({
  engine: EngineState,
  /** When the engine last confirmed this picture (ISO 8601); null before the first listing. */
  refreshedAt: z.nullable(z.string()),
  services: z.array(Service),
});
export type ServicesAnswer = z.infer<typeof ServicesAnswer>;
