import { Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import { Log } from '../logging/logger.ts';
import { Clock } from '../time/clock.ts';
import { type EntityClass } from './data-source.ts';
import { Database } from './database.ts';
import { Ledger } from './ledger.ts';
import { UnitOfWork } from './unit-of-work.ts';

@Module({})
export class DatabaseModule {
  /** @param entities the entities of all modules; each module's `public.ts` exports its own */
  static forRoot(entities: readonly EntityClass[]): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: Database,
          inject: [AppConfig, Clock, Log],
          useFactory: async (config: AppConfig, clock: Clock, log: Log) => {
            const database = await Database.open(config.dataDirectory, entities, clock.now());
            const { applied, backup } = database.migration;
            if (applied.length > 0) log.info({ applied, backup, file: database.file }, 'Database migrated');
            return database;
          },
        },
        UnitOfWork,
        Ledger,
      ],
      exports: [Database, UnitOfWork, Ledger],
    };
  }
}
