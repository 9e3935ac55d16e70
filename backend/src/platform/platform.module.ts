import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessGuard } from './access/access.guard.ts';
import { RateLimits } from './access/rate-limits.ts';
import { type AppConfig } from './config/app-config.ts';
import { ProblemFilter } from './errors/problem.filter.ts';
import { FoundationModule } from './foundation.module.ts';
import { HealthController } from './health/health.controller.ts';
import { Readiness } from './health/readiness.ts';
import { ClientRequest } from './http/client-request.ts';
import { FileDownload } from './http/file-download.ts';
import { OriginPolicy } from './http/origin-policy.ts';
import { ServerController } from './http/server.controller.ts';
import { type Log } from './logging/logger.ts';
import { HandshakePolicy } from './realtime/handshake-policy.ts';
import { RealtimeServer } from './realtime/realtime-server.ts';
import { SocketAccess } from './realtime/socket-access.ts';

const SERVICES = [
  ClientRequest,
  FileDownload,
  OriginPolicy,
  RateLimits,
  Readiness,
  RealtimeServer,
  SocketAccess,
  HandshakePolicy,
];

/** What every module of the server may rely on without importing it. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: AppConfig, log: Log): DynamicModule {
    return {
      module: PlatformModule,
      imports: [FoundationModule.forRoot(config, log), ScheduleModule.forRoot(), DiscoveryModule],
      controllers: [HealthController, ServerController],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...SERVICES,
      ],
      exports: [DiscoveryModule, ...SERVICES],
    };
  }
}
