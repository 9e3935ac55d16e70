import type { ContainerState, Health } from '#shared/service';

/**
 * What is remembered of a container to tell what changed about it. Travels on the bus only: the digests of
 * environment values are nobody else's business.
 */
export interface ContainerImprint {
  readonly id: string;
  readonly name: string;
  /** The service's key. */
  readonly service: string;
  /** What a replacement takes over: the service and the replica's number, or the name outside compose. */
  readonly slot: string;
  readonly image: string;
  readonly imageId: string;
  readonly state: ContainerState;
  readonly health: Health;
  /** Of the last run; null while it runs. */
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  readonly restartCount: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Somebody was seen asking the engine to stop it. */
  readonly stopSeen: boolean;
  readonly command: readonly string[];
  readonly restartPolicy: string;
  /** As a person would write them: `8096:8096/tcp`. */
  readonly ports: readonly string[];
  /** `source:target` with `:ro` where it is read-only. */
  readonly mounts: readonly string[];
  readonly networks: readonly string[];
  /** Null where there is no limit. */
  readonly memoryBytes: number | null;
  readonly cpus: number | null;
  /** Keyed digests of the values, by name: they tell that a value changed, never what it is. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the last health probe said; empty where there is none. */
  readonly probe: string;
  readonly failingStreak: number;
}
