export { DockerModule } from './docker.module.ts';
export { ContainerEngine } from './container-engine.ts';
