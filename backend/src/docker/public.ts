export { DockerModule } from './docker.module.ts';
export { ContainerEngine } from './container-engine.ts';
export { EngineSource } from './engine-source.ts';
