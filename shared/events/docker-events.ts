import type { AttentionSnapshot, ServicesDelta } from '#shared/socket';
import type { ContainerImprint } from '#shared/container-imprint';
import type { EngineState } from '#shared/engine';

/** What the watcher sees. */
export interface DockerEvents {
  /** The connection to the engine came, went, or failed for another reason than before. */
  'docker.engine-changed': EngineState;
  /** The directory changed, or was confirmed unchanged. */
  'docker.services-changed': ServicesDelta;
  'docker.attention-changed': AttentionSnapshot;
  /** Containers were looked at. They may be as they were; whoever remembers them can tell. */
  'docker.containers-seen': {
    /** Whether it was seen to happen, rather than found after nobody had looked. */
    readonly observed: boolean;
    /** Whether these are all there are: any other is gone. */
    readonly complete: boolean;
    readonly containers: readonly ContainerImprint[];
    /** Ids of those that were removed. */
    readonly removed: readonly string[];
  };
  /** The engine's event stream ended and the directory was listed anew. */
  'docker.stream-lost': { readonly reason: string };
  /** The scheduled comparison found containers that the event stream had not told about. */
  'docker.drift-found': { readonly containers: number; readonly services: readonly string[] };
}
