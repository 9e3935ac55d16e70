import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Abstract, type ModuleMetadata, type Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { AppConfig } from '../config/app-config.ts';
import { type Environment } from '../config/environment.ts';
import { type EntityClass } from '../database/data-source.ts';
import { DatabaseModule } from '../database/database.module.ts';
import { configureHttp, HTTP_OPTIONS } from '../http/configure-http.ts';
import { createLog } from '../logging/logger.ts';
import { NestLogger } from '../logging/nest-logger.ts';
import { PlatformModule } from '../platform.module.ts';
import { Clock } from '../time/clock.ts';
import { type FakeClock } from '../time/fake-clock.ts';
import { LogLines } from './log-lines.ts';
import { TestClient } from './test-client.ts';
import { TestSocket } from './test-socket.ts';

type Token<T> = Type<T> | Abstract<T>;

export interface TestAppOptions {
  /** The modules under test. The platform and the database are there already. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly entities?: readonly EntityClass[];
  /** On top of a small default: any port, a data directory of its own. */
  readonly environment?: Environment;
  /** The machine's clock if absent. */
  readonly clock?: FakeClock;
  /** Fakes, each in place of what the modules provide. The list is what is not real in the test. */
  readonly fakes?: readonly (readonly [token: Token<unknown>, fake: object])[];
  /** Classes that behave as what they stand in for until a test tells them not to. */
  readonly classes?: readonly (readonly [token: Token<unknown>, standIn: Type<unknown>])[];
  /** Where the browser build is; none if absent. */
  readonly browserFolder?: string;
  /** To start on what an earlier app has stored; otherwise a temporary folder, removed at the end. */
  readonly dataDirectory?: string;
}

/** The application as it runs: a SQLite file, HTTP and sockets on a port of its own. */
export interface TestApp {
  readonly url: string;
  readonly dataDirectory: string;
  readonly logs: LogLines;
  /** For what only Nest itself can tell. */
  readonly nest: NestExpressApplication;
  get<T>(token: Token<T>): T;
  /** A browser without cookies. */
  client(headers?: Readonly<Record<string, string>>): TestClient;
  /** A socket with the cookies of a browser. */
  connect(client: TestClient, headers?: Readonly<Record<string, string>>): Promise<TestSocket>;
  close(): Promise<void>;
}

/** Starts the platform and the given modules, as `serve` starts the whole program. */
export async function startTestApp(options: TestAppOptions): Promise<TestApp> {
  z.config(en());
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'homelab-test-'));
  const logs = new LogLines();
  const app = await assemble(options, dataDirectory, logs);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const sockets: TestSocket[] = [];
  return {
    url,
    dataDirectory,
    logs,
    nest: app,
    get: (token) => app.get(token),
    client: (headers) => new TestClient(url, headers),
    connect: async (client, headers = {}) => {
      const socket = await TestSocket.connect(url, client.allHeaders(headers));
      sockets.push(socket);
      return socket;
    },
    close: async () => {
      for (const socket of sockets) socket.close();
      await app.close();
      if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function assemble(
  {
    imports,
    entities = [],
    environment = {},
    clock,
    fakes = [],
    classes = [],
    browserFolder,
  }: TestAppOptions,
  dataDirectory: string,
  logs: LogLines,
): Promise<NestExpressApplication> {
  const config = AppConfig.read({
    HOMELAB_DATA_DIR: dataDirectory,
    HOMELAB_LOG_LEVEL: 'debug',
    ...environment,
  });
  const log = await createLog(config.logLevel, logs);
  const builder = Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, log), DatabaseModule.forRoot(entities), ...imports],
  });
  if (clock !== undefined) builder.overrideProvider(Clock).useValue(clock);
  for (const [token, fake] of fakes) builder.overrideProvider(token).useValue(fake);
  for (const [token, standIn] of classes) builder.overrideProvider(token).useClass(standIn);
  const module = await builder.setLogger(new NestLogger(log)).compile();
  const app = module.createNestApplication<NestExpressApplication>(HTTP_OPTIONS);
  configureHttp(app, log, browserFolder ?? join(dataDirectory, 'no-browser-build'));
  return app;
}
