import type { AttentionSnapshot, ServicesDelta } from '#shared/socket';
import type { EngineState } from '#shared/engine';

/** What the watcher sees. */
export interface DockerEvents {
  /** The connection to the engine came, went, or failed for another reason than before. */
  'docker.engine-changed': EngineState;
  /** The directory changed, or was confirmed unchanged. */
  'docker.services-changed': ServicesDelta;
  'docker.attention-changed': AttentionSnapshot;
  /** The engine's event stream ended and the directory was listed anew. */
  'docker.stream-lost': { readonly reason: string };
  /** The scheduled comparison found containers that the event stream had not told about. */
  'docker.drift-found': { readonly containers: number; readonly services: readonly string[] };
}
