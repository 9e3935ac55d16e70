import type { Observable } from 'rxjs';
import type { ContainerFacts, ContainerListing } from './container-facts.ts';
import type { ContainerId } from './container-id.ts';

/** Who answers at the other end. */
export interface EngineIdentity {
  /** Its release, such as `28.5.2`. */
  readonly version: string;
  /** The API version both sides speak, such as `1.51`. */
  readonly apiVersion: string;
}

/** What happened to a container, of what matters to the directory. */
export type EngineEventAction = 'changed' | 'stopped' | 'removed';

export interface EngineEvent {
  readonly containerId: ContainerId;
  readonly action: EngineEventAction;
  /** Wall-clock milliseconds, by the engine's clock. */
  readonly at: number;
}

/**
 * A container engine, in our words. Every call has a deadline of its own and fails with an `EngineFailure`;
 * nothing an engine answers can crash the caller.
 */
export abstract class ContainerEngine {
  /** Finds out who answers and agrees on an API version; to be called before anything else, and after a loss. */
  abstract connect(): Promise<EngineIdentity>;

  /** Whether the engine still answers. */
  abstract ping(): Promise<void>;

  /** Every container, running or not. */
  abstract list(): Promise<readonly ContainerListing[]>;

  /** One container; null if it is gone. */
  abstract inspect(id: ContainerId): Promise<ContainerFacts | null>;

  /**
   * What happens from now on. Emits `ready` once the engine has accepted the subscription: whatever happens
   * after that is told. Errors with an `EngineFailure` when the stream ends, for it never ends by itself.
   */
  abstract events(): Observable<'ready' | EngineEvent>;
}
