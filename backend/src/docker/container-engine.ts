import type { Observable } from 'rxjs';
import type { ContainerFacts, ContainerListing, ImageFacts } from './container-facts.ts';
import type { ContainerId } from './container-id.ts';
import type { ImageReference } from './image-reference.ts';

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

/** Whether there was anything to do; `unchanged` where the container was already as asked. */
export type EngineOutcome = 'done' | 'unchanged';

/** How far one layer of an image has come. Bytes are compressed ones while it is downloaded and extracted. */
export interface LayerProgress {
  readonly kind: 'layer';
  /** As the engine names it: twelve hexadecimal digits. */
  readonly id: string;
  readonly status: 'waiting' | 'downloading' | 'extracting' | 'exists' | 'done';
  readonly current: number;
  /** Null as long as nobody knows. */
  readonly total: number | null;
}

/** What a pull came to. */
export interface PullResult {
  readonly kind: 'result';
  /** Of the manifest at the registry; null where the engine does not say. */
  readonly digest: string | null;
  readonly imageId: string;
  /** Whether the reference names another image on this machine than before, or names one only now. */
  readonly changed: boolean;
}

export type PullProgress = LayerProgress | PullResult;

/**
 * A container engine, in our words. Every call has a deadline of its own and fails with an `EngineFailure`, or with
 * `RefusedByEngine` where the engine is well and said no; nothing an engine answers can crash the caller.
 *
 * Calls that change something take a signal. Once it is aborted they fail at once with its reason; what the engine
 * has begun by then (a stop, a restart) it carries on to its end.
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

  abstract start(id: ContainerId, signal: AbortSignal): Promise<EngineOutcome>;

  /**
   * Resolves when the container has ended, so the call lasts as long as the program takes to end.
   *
   * @param graceSeconds how long the program may take before it is killed; null: as long as the container says
   */
  abstract stop(id: ContainerId, graceSeconds: number | null, signal: AbortSignal): Promise<EngineOutcome>;

  /** As a stop and a start, and as one call; starts a container that does not run. */
  abstract restart(id: ContainerId, graceSeconds: number | null, signal: AbortSignal): Promise<void>;

  /** What this machine has under this name now; null if nothing. Asks no registry. */
  abstract image(reference: ImageReference): Promise<ImageFacts | null>;

  /**
   * Fetches what the registry has under this name, without credentials. Tells of each layer as the engine does, which
   * may be hundreds of times a second, and at last of the result. Nobody listening any more ends the pull.
   */
  abstract pull(reference: ImageReference, signal: AbortSignal): Observable<PullProgress>;
}
