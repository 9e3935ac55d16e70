import 'reflect-metadata';
import { join } from 'node:path';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import en from 'zod/v4/locales/en.js';
import * as z from 'zod/mini';
import { AppModule } from './app.module.ts';
import { type AppConfig } from './platform/config/app-config.ts';
import { configureHttp, HTTP_OPTIONS } from './platform/http/configure-http.ts';
import { type Log } from './platform/logging/logger.ts';
import { NestLogger } from './platform/logging/nest-logger.ts';

export interface RunningServer {
  /** Where it answers, such as `http://127.0.0.1:7420`. */
  readonly url: string;
  /** Ends everything in order; afterwards nothing keeps the process alive. */
  close(): Promise<void>;
}

/** The browser build lies beside the server's. */
const BROWSER_FOLDER = join(import.meta.dirname, '..', 'browser');

/**
 * Starts the server.
 *
 * @throws AppError if it cannot start; nothing is left running then
 */
export async function serve(
  config: AppConfig,
  log: Log,
  browserFolder = BROWSER_FOLDER,
): Promise<RunningServer> {
  z.config(en());
  const options: NestApplicationOptions = {
    logger: new NestLogger(log),
    abortOnError: false,
    ...HTTP_OPTIONS,
  };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, log), options);
  try {
    configureHttp(app, log, browserFolder);
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  return { url: await app.getUrl(), close: () => app.close() };
}
