import * as z from 'zod/mini';
import { Container, Service } from '#shared/service';

/** One run of a container's health check, as the engine keeps the last five. */
export const HealthProbe = z.object({
  startedAt: z.string(),
  endedAt: z.string(),
  exitCode: z.number(),
  output: z.string(),
});
export type HealthProbe = z.infer<typeof HealthProbe>;

export const Mount = z.object({
  type: z.string(),
  /** The host path, or the volume's name. */
  source: z.string(),
  target: z.string(),
  writable: z.boolean(),
});
export type Mount = z.infer<typeof Mount>;

export const NetworkAttachment = z.object({
  name: z.string(),
  ipAddress: z.nullable(z.string()),
  aliases: z.array(z.string()),
});
export type NetworkAttachment = z.infer<typeof NetworkAttachment>;

/** A label; `value` is null where it looks like a secret and stays on the server. */
export const Label = z.object({ name: z.string(), value: z.nullable(z.string()) });
export type Label = z.infer<typeof Label>;

export const ContainerDetail = z.extend(Container, {
  createdAt: z.string(),
  finishedAt: z.nullable(z.string()),
  /** Entry point and arguments; what looks like a secret is masked. */
  command: z.array(z.string()),
  /** How long the engine waits between asking it to stop and killing it; null: its own ten seconds. */
  stopTimeoutSeconds: z.nullable(z.number()),
  /** The id or name of the container whose network it uses instead of one of its own; null for most. */
  networkOf: z.nullable(z.string()),
  restartPolicy: z.object({ name: z.string(), maximumRetries: z.number() }),
  oomKilled: z.boolean(),
  /** What the engine said when it could not start the container; empty if it could. */
  engineMessage: z.string(),
  /** Names only. Values never leave the server. */
  environment: z.array(z.object({ name: z.string(), value: z.literal('hidden') })),
  mounts: z.array(Mount),
  networks: z.array(NetworkAttachment),
  labels: z.array(Label),
  healthCheck: z.nullable(
    z.object({
      /** Pause between two runs, in milliseconds. */
      intervalMs: z.number(),
      timeoutMs: z.number(),
      retries: z.number(),
      /** How long after a start a failing check does not count, in milliseconds. */
      startPeriodMs: z.number(),
      failingStreak: z.number(),
      /** Oldest first. */
      log: z.array(HealthProbe),
    }),
  ),
});
export type ContainerDetail = z.infer<typeof ContainerDetail>;

/** Where a compose service is defined, as its containers' labels say; null outside compose. */
export const ComposeOrigin = z.object({
  project: z.string(),
  service: z.string(),
  workingDir: z.nullable(z.string()),
  configFiles: z.array(z.string()),
  replicas: z.number(),
});
export type ComposeOrigin = z.infer<typeof ComposeOrigin>;

export const ServiceDetail = z.extend(Service, {
  containers: z.array(ContainerDetail),
  compose: z.nullable(ComposeOrigin),
});
export type ServiceDetail = z.infer<typeof ServiceDetail>;
