import { expect, type Page, test } from '@playwright/test';
import type { App } from '../support/app.ts';
import { addAccount } from '../support/command-line.ts';
import { startFilledApp } from '../support/filled-app.ts';
import { complaintsOf, expectNoViolations, openSignedIn } from '../support/page.ts';

let app: App;
test.beforeAll(async () => {
  app = await startFilledApp(200);
});
test.afterAll(async () => {
  await app.close();
});

/** What the page has asked for and was refused. */
function refusalsOf(page: Page): readonly string[] {
  const refusals: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 403) refusals.push(new URL(response.url()).pathname);
  });
  return refusals;
}

test('an admin reads how much room the trail takes and how long it is kept', async ({ page }) => {
  const complaints = complaintsOf(page);
  await openSignedIn(page, app.url);
  await page.goto(`${app.url}/settings/history`);
  const storage = page.getByRole('region', { name: 'Storage' });
  await expect(storage.getByRole('term')).toHaveText([
    ...['Database', 'Entries of the trail', 'Growth a month', 'Oldest entry'],
  ]);
  await expect(storage.getByRole('definition').first()).toHaveText(/^[\d.]+\s[KMG]iB$/);
  await expect(page.getByRole('main')).toContainText('For ever');
  await expectNoViolations(page);
  expect(complaints).toEqual([]);
});

for (const role of ['viewer', 'operator'] as const)
  test(`of settings and history a ${role} sees what a ${role} may, and asks for nothing that is refused`, async ({
    page,
  }) => {
    const refusals = refusalsOf(page);
    await openSignedIn(page, app.url, addAccount(app, `a-${role}`, role));
    await expect(page.getByRole('link', { name: 'Settings' })).toHaveCount(0);
    await page.goto(`${app.url}/settings/history`);
    await expect(page.getByRole('heading', { name: 'There is no page here' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Storage' })).toHaveCount(0);
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.goto(`${app.url}/operations`);
    await expect(page.getByRole('table', { name: 'Operations' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Measures' })).toBeVisible();
    await page.locator('.history-row[data-key]').first().click();
    await expect(page.getByRole('complementary').filter({ hasText: 'Full view' })).toBeVisible();
    await expect(page.getByRole('link', { name: /as (CSV|JSON Lines)$/ })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Verify now' })).toHaveCount(0);
    await page.goto(`${app.url}/changes`);
    await expect(page.getByRole('region', { name: 'Changes' })).toBeVisible();
    await page.goto(`${app.url}/services/media/jellyfin/history`);
    await expect(page.getByRole('main')).toContainText('jellyfin');
    await page.waitForLoadState('networkidle');
    expect(refusals).toEqual([]);
    expect((await page.request.get(`${app.url}/api/audit/storage`)).status()).toBe(403); // the server says so, too
  });
