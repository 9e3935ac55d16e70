import { expect, type Locator, type Page, test } from '@playwright/test';
import type { App } from '../support/app.ts';
import { startFilledApp } from '../support/filled-app.ts';
import { expectNoViolations, openSignedIn } from '../support/page.ts';

let app: App;
test.beforeAll(async () => {
  app = await startFilledApp(500);
});
test.afterAll(async () => {
  await app.close();
});

const measuresOf = (page: Page): Locator => page.getByRole('region', { name: 'Measures' });
const heightOf = async (page: Page): Promise<number> => (await measuresOf(page).boundingBox())?.height ?? 0;

test('measures are charts where something ran, and one line where nothing did', async ({ page }) => {
  await openSignedIn(page, app.url);
  await page.goto(`${app.url}/operations`);
  await expect(measuresOf(page).getByRole('slider')).toHaveCount(3);
  const charts = await heightOf(page);
  await page.goto(`${app.url}/operations?by=nobody`);
  await expect(measuresOf(page)).toContainText('Nothing ran in this window.');
  await expect(measuresOf(page).getByRole('slider')).toHaveCount(0);
  expect(await heightOf(page)).toBeLessThan(charts - 80);
  await expectNoViolations(page);
});
