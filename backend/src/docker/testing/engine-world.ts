import type { ContainerEngine } from '../container-engine.ts';
import type { ContainerId } from '../container-id.ts';
import type { ImageReference } from '../image-reference.ts';

/** A container as a test orders it. */
export interface OrderedContainer {
  readonly name: string;
  /**
   * `idle` runs until it is stopped and then ends with 0; `stubborn` runs until it is killed; `exit-N` ends at once
   * with that code.
   */
  readonly program: 'idle' | 'stubborn' | 'exit-0' | 'exit-3';
  readonly labels?: Readonly<Record<string, string>>;
  readonly environment?: readonly string[];
  /** Adds a health check that runs every second and at first says this. */
  readonly health?: 'passing' | 'failing';
  /** Uses the network of this container. */
  readonly networkOf?: ContainerId;
}

export type ContainerAct = 'start' | 'stop' | 'kill' | 'pause' | 'unpause' | 'remove';

/** An engine together with the power to make things happen on it, for the contract suite. */
export interface EngineWorld {
  readonly engine: ContainerEngine;
  /** Creates and starts a container. */
  run(ordered: OrderedContainer): Promise<ContainerId>;
  act(id: ContainerId, act: ContainerAct): Promise<void>;
  rename(id: ContainerId, name: string): Promise<void>;
  setHealth(id: ContainerId, health: 'passing' | 'failing'): Promise<void>;
  /** Puts a version of an image into a registry the engine reaches; the tag moves to it. This engine does not have it. */
  publish(name: string, version: string): Promise<ImageReference>;
  close(): Promise<void>;
}
