import { expect, type Locator, type Page, test } from '@playwright/test';
import { type App, startApp } from '../support/app.ts';
import { signIn } from '../support/client.ts';
import { type DemoProcess, startDemoProcess } from '../support/demo-process.ts';
import { complaintsOf, expectNoViolations, openSignedIn } from '../support/page.ts';

let demo: DemoProcess;
let app: App;

const lab = async (verb: string, ...args: readonly unknown[]): Promise<unknown> =>
  demo.control({ do: 'lab', verb, arguments: args });

const entry = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: 'Changes' }).getByRole('button', { name: title, exact: true });
const detailOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Selected change' });
const lensOf = (page: Page): Locator => page.getByRole('region', { name: /^What changed before/ });
const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

/** Somebody replaces vaultwarden and restarts radarr past us, we restart jellyfin, and immich-server falls ill. */
test.beforeAll(async () => {
  demo = await startDemoProcess('--still');
  app = await startApp({ dockerHost: demo.dockerHost });
  const client = await signIn(app.url);
  const changes = async (): Promise<string> => (await client.get('/api/changes')).text();
  await expect.poll(async () => (await client.get('/api/services')).text()).toContain('vaultwarden');
  const run = await client.post('/api/commands/service.restart/runs', {
    params: { service: 'media/jellyfin' },
    reason: 'after the update',
  });
  expect(run.status).toBe(202);
  await lab('remove', 'vaultwarden');
  await lab('add', {
    name: 'vaultwarden',
    image: 'vaultwarden/server:1.35.0',
    memoryLimitBytes: 512 * 1024 ** 2,
    env: ['SIGNUPS_ALLOWED=demo-secret-changed'],
  });
  await expect.poll(changes, { timeout: 30_000 }).toContain('vaultwarden was recreated');
  await lab('stop', 'media-radarr-1');
  await expect.poll(changes, { timeout: 30_000 }).toContain('radarr was stopped');
  await lab('setHealth', 'immich_server', 'unhealthy', 'Health check timed out');
  await expect.poll(changes, { timeout: 30_000 }).toContain('immich-server became unhealthy');
  await expect.poll(changes, { timeout: 30_000 }).toContain('jellyfin was restarted');
});
test.afterAll(async () => {
  await app.close();
  await demo[Symbol.asyncDispose]();
});
test.beforeEach(async ({ page }) => {
  await openSignedIn(page, app.url);
});

async function openChanges(page: Page): Promise<void> {
  await page.goto(`${app.url}/changes`);
  await expect(entry(page, 'vaultwarden was recreated')).toBeVisible();
}

test('lists who did what, and what was done past us as such', async ({ page }) => {
  await openChanges(page);
  const rows = page.getByRole('region', { name: 'Changes' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'vaultwarden was recreated' })).toContainText('Outside');
  const jellyfin = rows.filter({ hasText: 'jellyfin was restarted' });
  await expect(jellyfin).toContainText('admin');
  await expect(jellyfin).not.toContainText('Outside');
});

test('the detail says what differs, and never what a secret is', async ({ page }) => {
  await openChanges(page);
  await entry(page, 'vaultwarden was recreated').click();
  const differences = detailOf(page).getByRole('region', { name: 'What is different' });
  await expect(differences).toContainText('512\u00A0MiB');
  await expect(differences).toContainText('SIGNUPS_ALLOWED: hidden, changed');
  await expect(page.getByRole('main')).not.toContainText('demo-secret-');
  await page.reload();
  await expect(detailOf(page)).toContainText('vaultwarden was recreated');
  await detailOf(page).getByRole('button', { name: 'Close' }).click();
  await expect(detailOf(page)).toHaveCount(0);
});

test('what an operation did leads to the operation', async ({ page }) => {
  await openChanges(page);
  await entry(page, 'jellyfin was restarted').click();
  await detailOf(page).getByRole('link', { name: 'Show the operation' }).click();
  await expect(page.getByRole('dialog')).toContainText('jellyfin');
  expect(query(page).get('op')).not.toBeNull();
  await page.keyboard.press('Escape');
  await expect(detailOf(page)).toContainText('jellyfin was restarted');
});

test('the lens says what changed before it broke, and leads there', async ({ page }) => {
  await openChanges(page);
  await expect(lensOf(page)).toContainText('What changed before immich-server became unhealthy?');
  await expect(lensOf(page).getByRole('listitem')).toHaveCount(3);
  await entry(page, 'immich-server became unhealthy').click();
  await expect(detailOf(page)).toContainText('What changed before');
  await lensOf(page).getByRole('button', { name: 'radarr was stopped' }).click();
  await expect(detailOf(page).getByRole('heading', { level: 2 })).toHaveText('radarr was stopped');
  await expect(detailOf(page)).not.toContainText('What changed before');
});

test.describe('is narrowed to', () => {
  const shown = 'vaultwarden was recreated';
  for (const [name, narrow, param, value, hidden] of [
    ['a source', source('Outside'), 'lane', 'outside', 'immich-server became unhealthy'],
    ['a kind', choice('Kind', 'recreated'), 'kind', 'recreated', 'radarr was stopped'],
    ['a service', choice('Service', '~/vaultwarden'), 'service', '~/vaultwarden', 'radarr was stopped'],
    ['somebody', choice('By', 'outside'), 'by', 'outside', 'jellyfin was restarted'],
    ['a text', typing('VAULTW'), 'q', 'VAULTW', 'radarr was stopped'],
  ] as const) {
    test(`${name}, by an address that can be shared`, async ({ page }) => {
      await openChanges(page);
      await expect(entry(page, hidden)).toBeVisible();
      await narrow(page);
      await expect(entry(page, hidden)).toHaveCount(0);
      await expect(entry(page, shown)).toBeVisible();
      await expect.poll(() => query(page).get(param)).toBe(value);
      await page.reload();
      await expect(entry(page, shown)).toBeVisible();
      await expect(entry(page, hidden)).toHaveCount(0);
      await page.getByRole('button', { name: 'Clear', exact: true }).click();
      await expect(entry(page, hidden)).toBeVisible();
    });
  }

  test('a window of its own, and says when that is empty', async ({ page }) => {
    await page.goto(`${app.url}/changes?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`);
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(entry(page, shown)).toBeVisible();
    await page.getByRole('button', { name: '24 h' }).click();
    await expect.poll(() => query(page).get('window')).toBe('24h');
    await expect(entry(page, shown)).toBeVisible();
    await page.goBack();
    await expect.poll(() => query(page).get('window')).toBeNull();
    await page.getByRole('button', { name: 'Range' }).click();
    await page.getByLabel('From').fill('2020-01-01T00:00');
    await page.getByLabel('Until').fill('2020-01-02T00:00');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByText('Nothing matches')).toBeVisible();
  });
});

function source(name: string) {
  return async (page: Page): Promise<void> =>
    page.getByRole('group', { name: 'Source' }).getByRole('button', { name }).click();
}
function choice(label: string, value: string) {
  return async (page: Page): Promise<void> => {
    await page.getByRole('combobox', { name: label, exact: true }).selectOption(value);
  };
}
function typing(text: string) {
  return async (page: Page): Promise<void> => {
    await page.keyboard.press('/');
    await page.keyboard.type(text);
  };
}

test('the keyboard moves, opens, goes on and closes', async ({ page }) => {
  await openChanges(page);
  const focused = page.getByRole('region', { name: 'Changes' }).locator('li:has(:focus)');
  await page.keyboard.press('j');
  await expect(focused).toHaveCount(1);
  const first = await focused.getByRole('button').innerText();
  await page.keyboard.press('j');
  await expect(focused.getByRole('button')).not.toHaveText(first);
  await page.keyboard.press('k');
  await expect(focused.getByRole('button')).toHaveText(first);
  await expect(detailOf(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(detailOf(page).getByRole('heading', { level: 2 })).toHaveText(first);
  await page.keyboard.press(']');
  await expect(detailOf(page).getByRole('heading', { level: 2 })).not.toHaveText(first);
  await page.keyboard.press('[');
  await expect(detailOf(page).getByRole('heading', { level: 2 })).toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(detailOf(page)).toHaveCount(0);
});

test('what changes while one looks comes to the top, and to the history of its service', async ({
  browser,
  page,
}) => {
  await openChanges(page);
  const context = await browser.newContext();
  const other = await context.newPage();
  await openSignedIn(other, app.url);
  await other.goto(`${app.url}/services/edge/traefik/history`);
  await expect(other.getByText('Nothing has changed about traefik yet')).toBeVisible();
  await lab('pause', 'edge-traefik-1');
  await expect(entry(page, 'traefik was paused')).toBeVisible();
  await expect(entry(other, 'traefik was paused')).toBeVisible();
  await context.close();
});

test('a service has a history of its own, at a tab', async ({ page }) => {
  await page.goto(`${app.url}/services/immich/immich-server`);
  const tabs = page.getByRole('navigation', { name: 'Parts of the service' });
  await expect(tabs.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page');
  await tabs.getByRole('link', { name: 'History' }).click();
  await expect(page).toHaveURL(/\/services\/immich\/immich-server\/history$/);
  await expect(tabs.getByRole('link', { name: 'History' })).toBeFocused();
  await expect(lensOf(page)).toContainText('What changed before immich-server became unhealthy?');
  await expect(entry(page, 'immich-server became unhealthy')).toBeVisible();
  await expect(entry(page, 'radarr was stopped')).toHaveCount(0);
  await entry(page, 'immich-server became unhealthy').click();
  await detailOf(page).getByRole('link', { name: 'Everything around it' }).click();
  await expect(page).toHaveURL(/\/changes\?.*from=/);
  await expect(entry(page, 'radarr was stopped')).toBeVisible();
  await expect(detailOf(page)).toContainText('immich-server became unhealthy');
});

test('settings tell what the trail takes', async ({ page }) => {
  await page.getByRole('link', { name: 'Settings' }).click();
  const storage = page.getByRole('region', { name: 'Storage' });
  await expect(storage).toContainText(/[\d.]+\u00A0[KM]iB/);
  await expect(storage).toContainText('Oldest entry');
  await expect(page.getByRole('region', { name: 'Retention' })).toContainText('For ever');
  await page.goto(app.url);
  await expect(page.getByRole('table', { name: 'Services' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/settings\/history$/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the detail is a sheet, which closes by its button and by Back', async ({ page }) => {
    await openChanges(page);
    await entry(page, 'vaultwarden was recreated').tap();
    const sheet = page.getByRole('dialog', { name: 'vaultwarden was recreated' });
    await expect(sheet).toContainText('SIGNUPS_ALLOWED: hidden, changed');
    await page.waitForTimeout(400); // it slides in
    await expectNoViolations(page);
    await sheet.getByRole('button', { name: 'Close' }).tap();
    await expect(sheet).toHaveCount(0);
    expect(query(page).get('id')).toBeNull();
    await entry(page, 'radarr was stopped').tap();
    await expect(page.getByRole('dialog', { name: 'radarr was stopped' })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

for (const colorScheme of ['dark', 'light'] as const) {
  for (const width of [1440, 360]) {
    test(`no violations, ${colorScheme}, ${width} wide`, async ({ browser }) => {
      test.slow(); // axe looks at every element of four pages
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await openSignedIn(page, app.url);
      for (const path of [
        '/changes',
        '/changes?q=nothing-like-it',
        '/services/immich/immich-server/history',
        '/services/dev/registry/history',
        '/settings',
      ]) {
        await page.goto(app.url + path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.waitForTimeout(600); // what fades in has its contrast once it is there
        await expectNoViolations(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
      await context.close();
    });
  }
}
