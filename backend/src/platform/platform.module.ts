import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessGuard } from './access/access.guard.ts';
import { RateLimits } from './access/rate-limits.ts';
import { AppConfig } from './config/app-config.ts';
import { ProblemFilter } from './errors/problem.filter.ts';
import { EventsModule } from './events/events.module.ts';
import { HealthController } from './health/health.controller.ts';
import { Readiness } from './health/readiness.ts';
import { ClientRequest } from './http/client-request.ts';
import { OriginPolicy } from './http/origin-policy.ts';
import { ServerController } from './http/server.controller.ts';
import { Log } from './logging/logger.ts';
import { HandshakePolicy } from './realtime/handshake-policy.ts';
import { RealtimeServer } from './realtime/realtime-server.ts';
import { SocketAccess } from './realtime/socket-access.ts';
import { Clock } from './time/clock.ts';
import { SystemClock } from './time/system-clock.ts';

const SERVICES = [ClientRequest, OriginPolicy, RateLimits, Readiness, RealtimeServer, SocketAccess, HandshakePolicy];

/** What every module may rely on without importing it. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: AppConfig, log: Log): DynamicModule {
    return {
      module: PlatformModule,
      imports: [EventsModule, ScheduleModule.forRoot(), DiscoveryModule],
      controllers: [HealthController, ServerController],
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: Log, useValue: log },
        { provide: Clock, useClass: SystemClock },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...SERVICES,
      ],
      exports: [AppConfig, Log, Clock, DiscoveryModule, ...SERVICES],
    };
  }
}
