export { DockerModule } from './docker.module.ts';
export {
  ContainerEngine,
  type EngineOutcome,
  type LayerProgress,
  type PullResult,
} from './container-engine.ts';
export type { ContainerFacts, ContainerListing } from './container-facts.ts';
export { containerId, type ContainerId } from './container-id.ts';
export { LiveServices } from './directory/live-services.ts';
export { serviceIdentity } from './directory/service-key.ts';
export { EngineFailure } from './engine-failure.ts';
export { EngineSource } from './engine-source.ts';
export { imageReference, type ImageReference, referenceText } from './image-reference.ts';
export { RefusedByEngine } from './refused-by-engine.ts';
