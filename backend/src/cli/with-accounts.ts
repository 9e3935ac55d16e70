import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Accounts, AccountsModule, AUTH_ENTITIES } from '../auth/public.ts';
import { AppConfig } from '../platform/config/app-config.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { FoundationModule } from '../platform/foundation.module.ts';
import { createLog, type Log } from '../platform/logging/logger.ts';
import { NestLogger } from '../platform/logging/nest-logger.ts';
import { type CliSurroundings } from './cli-surroundings.ts';

/** The part of the program that the command line needs: no HTTP, no sockets, no engine. */
@Module({})
class CliModule {
  static forRoot(config: AppConfig, log: Log): DynamicModule {
    return {
      module: CliModule,
      imports: [
        FoundationModule.forRoot(config, log),
        DatabaseModule.forRoot([...AUTH_ENTITIES]),
        AccountsModule,
      ],
    };
  }
}

/** Runs `work` on the accounts of the configured database, beside the server if one runs. */
export async function withAccounts<T>(
  { environment, stderr }: CliSurroundings,
  work: (accounts: Accounts) => Promise<T>,
): Promise<T> {
  const config = AppConfig.read(environment);
  const log = await createLog('warn', { write: (line) => stderr.write(line) });
  const app = await NestFactory.createApplicationContext(CliModule.forRoot(config, log), {
    logger: new NestLogger(log),
    abortOnError: false,
  });
  try {
    return await work(app.get(Accounts));
  } finally {
    await app.close();
  }
}
