import { test } from '@playwright/test';
import { type App, startApp } from './app.ts';
import { type Client, signIn } from './client.ts';
import { endAll } from './operations.ts';
import { type TestCommands, writeTestCommands } from './test-commands.ts';

/** The program with commands that are only for tests, and an admin who is signed in. */
interface TestSite {
  readonly app: App;
  readonly client: Client;
}

/**
 * Starts it for the tests of a file, ends what still runs after each of them, and stops it after the last.
 *
 * @param use told once it is there
 */
export function withTestSite(use: (site: TestSite) => void): void {
  let commands: TestCommands;
  let site: TestSite;
  test.beforeAll(async () => {
    commands = writeTestCommands();
    const app = await startApp({ environment: commands.environment });
    site = { app, client: await signIn(app.url) };
    use(site);
  });
  test.afterEach(async () => {
    await endAll(site.client);
  });
  test.afterAll(async () => {
    await site.app.close();
    commands.remove();
  });
}
