import { Global, Module } from '@nestjs/common';
import { DockerModule, LiveServices } from '../docker/public.ts';
import { Services } from './command-ports.ts';

/** The engine and the live directory, as commands see them. */
@Global()
@Module({
  imports: [DockerModule],
  providers: [{ provide: Services, useExisting: LiveServices }],
  exports: [Services, DockerModule],
})
export class LiveDirectoryModule {}
