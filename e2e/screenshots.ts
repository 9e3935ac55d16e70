import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import config from './playwright.config.ts';
import { ADMIN, startApp } from './support/app.ts';
import { type DemoProcess, startDemoProcess } from './support/demo-process.ts';
import { startFilledApp } from './support/filled-app.ts';
import { chooseInPalette } from './support/operations.ts';
import { openSignedIn } from './support/page.ts';

/* The pictures of the README, made of the built program on the demo engine: `node scripts/screenshots.mjs`. */

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screenshots');

/** What a stranger loads before the first line; a picture that is larger is not worth it. */
const SIZE_MAX_BYTES = 300 * 1024;

/** Fonts have loaded and what fades in is there. */
const SETTLE_MS = 1_500;

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Of thirteen months, so that the measures have something to say. */
const OPERATIONS = 8_000;

mkdirSync(FOLDER, { recursive: true });
const settings = mkdtempSync(join(tmpdir(), 'homelab-screenshots-'));
writeFileSync(join(settings, 'homelab.yaml'), 'name: atlas\n');
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  await using demo = await startDemoProcess('--still');
  await using app = await startApp({
    dockerHost: demo.dockerHost,
    environment: { HOMELAB_CONFIG: join(settings, 'homelab.yaml') },
  });
  const open = async (options: BrowserContextOptions, at = app): Promise<Page> => {
    const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
    await openSignedIn(page, at.url, ADMIN);
    return page;
  };
  const page = await open({ colorScheme: 'dark', viewport: WIDE });
  await shoot(page, 'overview');
  await page.goto(`${app.url}/services/immich/immich-machine-learning/overview`);
  await shoot(page, 'service');
  await page.goto(app.url);
  await chooseInPalette(page, 'Pull all images');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /Pulling/ })
    .click();
  await page.getByText(/MB\/s/).first().waitFor();
  await shoot(page, 'operation');
  await changesPicture(page, app.url, demo);
  const phone = await open({ colorScheme: 'light', viewport: PHONE, hasTouch: true });
  await shoot(phone, 'phone');
  {
    await using filled = await startFilledApp(OPERATIONS, {
      dockerHost: demo.dockerHost,
      environment: { HOMELAB_CONFIG: join(settings, 'homelab.yaml') },
    });
    const history = await open({ colorScheme: 'dark', viewport: WIDE }, filled);
    await history.goto(`${filled.url}/operations?window=30d`);
    await history.locator('.history-row[data-key]').first().click();
    await history.getByRole('complementary').filter({ hasText: 'Full view' }).waitFor();
    await shoot(history, 'operations');
  }
  await page.goto(app.url);
  demo.freeze();
  await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
  await shoot(page, 'engine-away');
} finally {
  await browser.close();
  rmSync(settings, { recursive: true });
}

/** A container that somebody replaces, one that is restarted, and one that then falls ill. */
async function changesPicture(page: Page, url: string, demo: DemoProcess): Promise<void> {
  const lab = async (verb: string, ...args: readonly unknown[]): Promise<unknown> =>
    demo.control({ do: 'lab', verb, arguments: args });
  await page.request.post(`${url}/api/commands/service.restart/runs`, {
    data: { params: { service: 'home/zigbee2mqtt' }, reason: 'the stick was moved to another port' },
    headers: { origin: url },
  });
  await lab('remove', 'vaultwarden');
  await lab('add', {
    name: 'vaultwarden',
    image: 'vaultwarden/server:1.35.0',
    memoryLimitBytes: 512 * 1024 ** 2,
    env: ['SIGNUPS_ALLOWED=yes', 'DOMAIN=https://vault.atlas.lan'],
  });
  await lab('pause', 'media-radarr-1');
  await page.goto(`${url}/changes`);
  await page.getByRole('button', { name: 'vaultwarden was recreated' }).first().waitFor();
  await lab('unpause', 'media-radarr-1');
  await lab('setHealth', 'immich_server', 'unhealthy', 'GET /api/server/ping timed out after 5 s');
  await page.getByRole('heading', { name: /^What changed before/ }).waitFor();
  await page.locator('.timeline').getByRole('button', { name: 'vaultwarden was recreated' }).click();
  await shoot(page, 'changes');
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  const { size } = statSync(path);
  if (size > SIZE_MAX_BYTES) throw new Error(`${path} has ${size} bytes; ${SIZE_MAX_BYTES} are the limit.`);
  process.stdout.write(`${name} ${Math.round(size / 1024)} KiB\n`);
}
