import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.ts';
import { commandsPage } from './commands/public.ts';
import { AppConfig } from './platform/config/app-config.ts';
import { environmentPage } from './platform/config/environment-page.ts';
import { configureHttp, HTTP_OPTIONS } from './platform/http/configure-http.ts';
import { type Inventory, inventoryOf } from './platform/inventory/inventory.ts';
import { inventoryPage } from './platform/inventory/inventory-page.ts';
import { createLog } from './platform/logging/logger.ts';

/** The pages of the documentation that are made from the program itself, by their path in the repository. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['docs/commands.md', commandsPage()],
    ['docs/environment.md', environmentPage()],
    ['docs/inventory.md', inventoryPage(await programInventory())],
  ]);
}

/** The inventory of the whole program: started without an engine or a port, on a database that is thrown away. */
export async function programInventory(): Promise<Inventory> {
  const folder = mkdtempSync(join(tmpdir(), 'homelab-inventory-'));
  const log = await createLog('silent');
  const config = AppConfig.read({
    HOMELAB_DATA_DIR: folder,
    HOMELAB_ADMIN_PASSWORD: 'not used by anybody',
    DOCKER_HOST: `unix://${join(folder, 'no-engine.sock')}`,
  });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, log), {
    logger: false,
    abortOnError: false,
    ...HTTP_OPTIONS,
  });
  try {
    configureHttp(app, log, join(folder, 'no-browser-build'));
    await app.init();
    return inventoryOf(app);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true });
  }
}
