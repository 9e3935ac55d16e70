import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from './config/app-config.ts';
import { EventsModule } from './events/events.module.ts';
import { Log } from './logging/logger.ts';
import { Clock } from './time/clock.ts';
import { SystemClock } from './time/system-clock.ts';

/** What every module may rely on, in the server and on the command line: configuration, log, time, events. */
@Global()
@Module({})
export class FoundationModule {
  static forRoot(config: AppConfig, log: Log): DynamicModule {
    return {
      module: FoundationModule,
      imports: [EventsModule],
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: Log, useValue: log },
        { provide: Clock, useClass: SystemClock },
      ],
      exports: [AppConfig, Log, Clock],
    };
  }
}
