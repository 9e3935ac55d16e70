import { expect, test } from '@playwright/test';
import { type App, startApp } from '../support/app.ts';
import { complaintsOf, openSignedIn, rowOf } from '../support/page.ts';

let app: App;

test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(async () => {
  await app.close();
});
test.beforeEach(async ({ page }) => {
  await openSignedIn(page, app.url);
  await expect(rowOf(page, 'jellyfin')).toBeVisible();
});

const query = (url: string): URLSearchParams => new URL(url).searchParams;

test('says that it is the demo, for as long as it is', async ({ page }) => {
  await expect(page.getByRole('complementary', { name: 'Demo' })).toBeVisible();
});

test('filters with the keyboard, keeps the filter in the address, and Back undoes it', async ({ page }) => {
  await page.keyboard.press('/');
  await page.keyboard.type('jelly');
  await expect(rowOf(page, 'jellyfin')).toBeVisible();
  await expect(rowOf(page, 'traefik')).toHaveCount(0);
  await expect.poll(() => query(page.url()).get('q')).toBe('jelly');
  await page.reload();
  await expect(rowOf(page, 'jellyfin')).toBeVisible();
  await expect(rowOf(page, 'traefik')).toHaveCount(0);
  await page.goBack();
  await expect(rowOf(page, 'traefik')).toBeVisible();
});

test('a filter that matches nothing offers what was meant, and Esc clears it', async ({ page }) => {
  await page.getByRole('searchbox', { name: 'Filter services' }).fill('jelyfin');
  await expect(page.getByText('No service matches “jelyfin”')).toBeVisible();
  await expect(page.getByRole('main').getByText('jellyfin').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rowOf(page, 'traefik')).toBeVisible();
});

test('filters by state', async ({ page }) => {
  await page.getByRole('button', { name: /^Needs attention \d/ }).click();
  await expect(rowOf(page, 'forgejo-runner')).toBeVisible();
  await expect(rowOf(page, 'traefik')).toHaveCount(0);
  await page.getByRole('button', { name: /^Stopped \d/ }).click();
  await expect(rowOf(page, 'backup')).toContainText('Completed');
});

test('sorts by a column, and says so', async ({ page }) => {
  const restarts = page.getByRole('columnheader', { name: 'Restarts' });
  await restarts.getByRole('button').click();
  await expect(restarts).toHaveAttribute('aria-sort', /ascending|descending/);
  await expect.poll(() => query(page.url()).get('sort')).toContain('restarts');
});

test('j, k and Enter move and open', async ({ page }) => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const selected = page.locator('tr[aria-selected="true"]:focus-within');
  await expect(selected).toHaveCount(1);
  const name = await selected.getByRole('link').first().innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
});

test('published ports are links to the same host, and never to somebody else’s', async ({ page }) => {
  const link = rowOf(page, 'jellyfin').getByRole('link', { name: /port 8096/ });
  await expect(link).toHaveAttribute('href', /^http:\/\/127\.0\.0\.1:8096\/?$/);
  await expect(link).toHaveAttribute('rel', /noopener/);
});

test('a project has a page of its own', async ({ page }) => {
  await page
    .getByRole('navigation', { name: 'Projects' })
    .getByRole('link', { name: /^media/ })
    .click();
  await expect(page).toHaveURL(/\/projects\/media/);
  await expect(rowOf(page, 'jellyfin')).toBeVisible();
  await expect(rowOf(page, 'traefik')).toHaveCount(0);
  await page.goto(`${app.url}/projects/nothing-like-it`);
  await expect(page.getByRole('main')).toContainText('nothing-like-it');
});

test('the palette finds services and pages', async ({ page }) => {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await expect(palette).toBeVisible();
  await page.keyboard.type('jlyf');
  await expect(palette.getByRole('option').first()).toContainText('jellyfin');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('jellyfin');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
});

test('what is typed before the palette is there is in it, and restarts nothing', async ({ page }) => {
  await page.goto(`${app.url}/services/media/jellyfin`);
  await expect(page.getByRole('button', { name: 'Restart' }).first()).toBeVisible();
  await page.route(/chunk-.*\.js$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500)); // a slow line
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('restart tra');
  await page.keyboard.press('Enter');
  const palette = page.getByRole('dialog', { name: 'Search or run a command' });
  await expect(palette.getByRole('combobox')).toHaveValue('restart tra');
  await page.keyboard.type('ef');
  await expect(palette.getByRole('option').first()).toContainText('Restart traefik');
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  const { items } = (await (await page.request.get(`${app.url}/api/operations`)).json()) as {
    items: unknown[];
  };
  expect(items).toEqual([]);
});

test('? shows the keys, and single keys can be switched off', async ({ page }) => {
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Ctrl');
  await dialog.getByRole('checkbox').or(dialog.getByRole('switch')).first().click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Filter services' })).not.toBeFocused();
  await page.reload();
  await expect(rowOf(page, 'jellyfin')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Filter services' })).not.toBeFocused();
});

test('a service shows what its containers are made of, and hides what is secret', async ({ page }) => {
  await rowOf(page, 'jellyfin').getByRole('link', { name: 'jellyfin', exact: true }).click();
  const main = page.getByRole('main');
  for (const region of ['Environment', 'Mounts', 'Networks', 'Labels', 'Health checks', 'Compose']) {
    await expect(main.getByRole('region', { name: region })).toBeVisible();
  }
  await expect(main.getByRole('region', { name: 'Environment' })).toContainText('hidden');
  await expect(main).not.toContainText('demo-secret-');
});

test('freshness is the time the engine last confirmed the picture', async ({ page }) => {
  const time = page.getByRole('banner').locator('time');
  const first = await time.getAttribute('datetime');
  await expect(page.getByRole('banner')).toContainText('Live');
  await expect.poll(async () => time.getAttribute('datetime'), { timeout: 12_000 }).not.toBe(first);
});

test('the theme is chosen before the first paint and is remembered', async ({ page }) => {
  await page.getByRole('radio', { name: 'Light' }).check({ force: true });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.addInitScript(() => {
    // What stands on <html> when the first frame is drawn.
    requestAnimationFrame(() => {
      sessionStorage.setItem('first-frame', document.documentElement.dataset['theme'] ?? '');
    });
  });
  await page.reload();
  await expect(rowOf(page, 'jellyfin')).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem('first-frame'))).toBe('light');
});

test('nothing on the way breaks the Content Security Policy', async ({ page }) => {
  const complaints = complaintsOf(page);
  for (const path of [
    '/',
    '/projects/media',
    '/services/immich/immich-machine-learning/overview',
    '/nowhere',
  ]) {
    await page.goto(app.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(complaints).toEqual([]);
});
