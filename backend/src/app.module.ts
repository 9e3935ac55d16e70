import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule, AUDIT_ENTITIES } from './audit/public.ts';
import { AuthModule, AUTH_ENTITIES } from './auth/public.ts';
import { ChangesModule, CHANGES_ENTITIES } from './changes/public.ts';
import {
  COMMANDS_ENTITIES,
  CommandSettingsModule,
  CommandsModule,
  HistoryModule,
  LiveDirectoryModule,
} from './commands/public.ts';
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
        DatabaseModule.forRoot([
          ...AUTH_ENTITIES,
          ...AUDIT_ENTITIES,
          ...COMMANDS_ENTITIES,
          ...CHANGES_ENTITIES,
        ]),
        AuditModule,
        AuthModule,
        DockerModule,
        LiveDirectoryModule,
        CommandSettingsModule,
        HistoryModule, // before the commands: its fixed addresses come before `operations/:id`
        CommandsModule,
        ChangesModule,
      ],
    };
  }
}
