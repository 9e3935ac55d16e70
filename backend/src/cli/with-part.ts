import 'reflect-metadata';
import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type ModuleMetadata,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppConfig } from '../platform/config/app-config.ts';
import { type EntityClass } from '../platform/database/data-source.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { FoundationModule } from '../platform/foundation.module.ts';
import { createLog, type Log } from '../platform/logging/logger.ts';
import { NestLogger } from '../platform/logging/nest-logger.ts';
import { type CliSurroundings } from './cli-surroundings.ts';

/** What of the program a command needs. */
export interface Part {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly entities: readonly EntityClass[];
  /** The least severe log line that is told; `warn` if absent. */
  readonly logLevel?: 'error';
}

/** A part of the program on the command line: no HTTP, no sockets. */
@Module({})
class CliModule {
  static forRoot(config: AppConfig, log: Log, { imports, entities }: Part): DynamicModule {
    return {
      module: CliModule,
      imports: [FoundationModule.forRoot(config, log), DatabaseModule.forRoot(entities), ...imports],
    };
  }
}

/** Runs `work` with a part of the program on the configured database, beside the server if one runs. */
export async function withPart<T>(
  { environment, stderr }: Pick<CliSurroundings, 'environment' | 'stderr'>,
  part: Part,
  work: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const config = AppConfig.read(environment);
  const log = await createLog(part.logLevel ?? 'warn', { write: (line) => stderr.write(line) });
  const app = await NestFactory.createApplicationContext(CliModule.forRoot(config, log, part), {
    logger: new NestLogger(log),
    abortOnError: false,
  });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
