import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Readiness } from './health/readiness.ts';
import { ClientRequest } from './http/client-request.ts';
import { FileDownload } from './http/file-download.ts';
import { RealtimeServer } from './realtime/realtime-server.ts';

const UNUSED = [Readiness, RealtimeServer, ClientRequest, FileDownload];

/**
 * What modules of the server ask of the platform, where they work without HTTP and sockets: on the command line.
 * Nobody is connected, so whatever they tell is told to nobody.
 */
@Global()
@Module({ imports: [ScheduleModule.forRoot()], providers: UNUSED, exports: UNUSED })
export class WithoutServerModule {}
