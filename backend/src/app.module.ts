import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule, AUTH_ENTITIES } from './auth/public.ts';
import { HistoryModule } from './commands/public.ts';
import { DockerModule } from './docker/public.ts';
import { AppConfig } from './platform/config/app-config.ts';
import { DatabaseModule } from './platform/database/database.module.ts';
import { Log } from './platform/logging/logger.ts';
import { PlatformModule } from './platform/platform.module.ts';

/** The whole program: the only place that lists the modules. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, log: Log): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, log),
        DatabaseModule.forRoot([...AUTH_ENTITIES]),
        AuthModule,
        DockerModule,
        HistoryModule,
      ],
    };
  }
}
