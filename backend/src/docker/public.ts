export { DockerModule } from './docker.module.ts';
