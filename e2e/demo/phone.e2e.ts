import { expect, type Locator, type Page, test } from '@playwright/test';
import { type App, startApp } from '../support/app.ts';
import { addAccount } from '../support/command-line.ts';
import { expectNoViolations, openSignedIn } from '../support/page.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

/** What a finger needs. */
const TARGET_PX = 44;

let app: App;
test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(async () => {
  await app.close();
});

const barOf = (page: Page): Locator => page.getByRole('navigation', { name: 'Main, on a phone' });
const currentOf = (page: Page): Locator => barOf(page).locator('[aria-current]');
const more = (page: Page): Locator => page.getByRole('dialog', { name: 'Account' });

test('the bar leads to each page and says which one it is', async ({ page }) => {
  await openSignedIn(page, app.url);
  await expect(barOf(page).locator('a, button')).toHaveText(['Overview', 'Changes', 'Operations', 'More']);
  for (const target of await barOf(page).locator('a, button').all()) {
    const box = await target.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(TARGET_PX);
  }
  await expect(currentOf(page)).toHaveText('Overview');
  await barOf(page).getByRole('link', { name: 'Changes' }).tap();
  await expect(page).toHaveURL(/\/changes$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What changed?');
  await expect(currentOf(page)).toHaveText('Changes');
  await barOf(page).getByRole('link', { name: 'Operations' }).tap();
  await expect(page).toHaveURL(/\/operations$/);
  await expect(currentOf(page)).toHaveText('Operations');
  await barOf(page).getByRole('link', { name: 'Overview' }).tap();
  await expect(page.getByRole('table', { name: 'Services' })).toBeVisible();
});

test('under More are the projects, the search and what is one’s own', async ({ page }) => {
  await openSignedIn(page, app.url);
  await barOf(page).getByRole('button', { name: 'More' }).tap();
  await expect(more(page).locator('.menu-item:visible')).toHaveText([
    ...['Projects', 'Search', 'Settings', 'Change password', 'Keyboard shortcuts?', 'Sign out'],
  ]);
  await page.waitForTimeout(400); // it slides in
  await expectNoViolations(page);
  await more(page).getByRole('button', { name: 'Projects' }).tap();
  const projects = page.getByRole('dialog', { name: 'Projects' });
  await projects.getByRole('link', { name: /media/i }).tap();
  await expect(page).toHaveURL(/\/projects\/media$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(currentOf(page)).toHaveText('More');
  await barOf(page).getByRole('button', { name: 'More' }).tap();
  await more(page).getByRole('button', { name: 'Search' }).tap();
  const palette = page.getByRole('dialog', { name: 'Search or run a command' });
  await palette.getByRole('combobox').fill('jellyfin');
  await palette
    .getByRole('option', { name: /jellyfin/ })
    .first()
    .tap();
  await expect(page.getByRole('dialog', { name: 'Search or run a command' })).toHaveCount(0);
});

test('who is not an admin finds no settings under More', async ({ page }) => {
  await openSignedIn(page, app.url, addAccount(app, 'vera', 'viewer'));
  await barOf(page).getByRole('button', { name: 'More' }).tap();
  await expect(more(page).getByRole('button', { name: 'Projects' })).toBeVisible();
  await expect(more(page).getByRole('link', { name: 'Settings' })).toHaveCount(0);
});
