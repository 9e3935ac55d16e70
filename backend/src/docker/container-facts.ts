import type { ContainerState, Health, Port } from '#shared/service';
import type { HealthProbe, Label, Mount, NetworkAttachment } from '#shared/service-detail';
import type { ContainerId } from './container-id.ts';

/** What the engine's list says of a container: enough to notice that something changed. */
export interface ContainerListing {
  readonly id: ContainerId;
  readonly name: string;
  readonly imageId: string;
  readonly state: ContainerState;
  readonly health: Health;
}

/** `none` where the container has no policy or never restarts. */
export interface RestartPolicy {
  readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  readonly maximumRetries: number;
}

export interface HealthCheck {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly retries: number;
  /** How long after a start a failing check does not count. */
  readonly startPeriodMs: number;
  readonly failingStreak: number;
  /** Oldest first; the engine keeps five. */
  readonly log: readonly HealthProbe[];
}

/** Where a container belongs in compose, as its labels say. */
export interface ComposeLabels {
  readonly project: string;
  readonly service: string;
  readonly workingDir: string | null;
  readonly configFiles: readonly string[];
}

/**
 * Everything the directory keeps of one container. Environment values and what looks like a secret are gone
 * by the time this exists: what is not here cannot leak.
 */
export interface ContainerFacts extends ContainerListing {
  readonly image: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Of the last run, as the engine has it; 0 before the first. */
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** What the engine said when it could not start the container; empty if it could. */
  readonly engineMessage: string;
  readonly restartCount: number;
  readonly restartPolicy: RestartPolicy;
  readonly healthCheck: HealthCheck | null;
  readonly command: readonly string[];
  readonly environmentNames: readonly string[];
  /** How long the engine waits between asking it to stop and killing it; null: the engine's own ten seconds. */
  readonly stopTimeoutSeconds: number | null;
  /** The id or name of the container whose network it uses instead of one of its own; null for most. */
  readonly networkOf: string | null;
  /** Keyed digests of the values, by name: enough to tell that one changed. */
  readonly environmentDigests: Readonly<Record<string, string>>;
  /** What it may use at the most; null where there is no limit. */
  readonly limits: { readonly memoryBytes: number | null; readonly cpus: number | null };
  readonly ports: readonly Port[];
  readonly mounts: readonly Mount[];
  readonly networks: readonly NetworkAttachment[];
  readonly labels: readonly Label[];
  /** Null for a container outside compose, and for a one-off run of a compose service. */
  readonly compose: ComposeLabels | null;
}

/** What this machine has under an image's name. */
export interface ImageFacts {
  /** `sha256:…` */
  readonly id: string;
  /** `name@sha256:…` as registries know it; empty for an image that was built here. */
  readonly repoDigests: readonly string[];
}
