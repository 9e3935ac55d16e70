import { expect, type Locator, type Page, test } from '@playwright/test';
import type { App } from '../support/app.ts';
import { signIn } from '../support/client.ts';
import { startFilledApp } from '../support/filled-app.ts';
import { expectNoViolations, openSignedIn } from '../support/page.ts';

const OPERATIONS = 5_000;

/** Rows that exist at once, whatever was loaded: the screen's, and what is kept ready above and below. */
const ROWS_MAX = 120;

let app: App;
test.beforeAll(async () => {
  app = await startFilledApp(OPERATIONS);
});
test.afterAll(async () => {
  await app.close();
});
test.beforeEach(async ({ page }) => {
  await openSignedIn(page, app.url);
  await page.goto(`${app.url}/operations`);
  await expect(rowsOf(page).first()).toBeVisible();
});

const tableOf = (page: Page): Locator => page.getByRole('table', { name: 'Operations' });
const rowsOf = (page: Page): Locator => tableOf(page).locator('.history-row[data-key]');
const measuresOf = (page: Page): Locator => page.getByRole('region', { name: 'Measures' });
const footOf = (page: Page): Locator =>
  page.getByRole('region', { name: 'Operations', exact: true }).locator('.history-foot');
const detailOf = (page: Page): Locator => page.getByRole('complementary').filter({ hasText: 'Full view' });
const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

test('a stretch of a chart narrows the window, a command of the measures the command', async ({ page }) => {
  const measures = measuresOf(page);
  await expect(measures.getByRole('heading', { name: 'Runs' })).toBeVisible();
  const whole = await measures.locator('.metric-value').first().innerText();
  const chart = measures.locator('app-time-pick').first();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart is not drawn');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => query(page).has('from') && query(page).has('to')).toBe(true);
  await expect.poll(async () => measures.locator('.metric-value').first().innerText()).not.toBe(whole);
  const [from, to] = [query(page).get('from') ?? '', query(page).get('to') ?? ''];
  await expect(async () => {
    const times = await rowsOf(page)
      .locator('.d-time time')
      .evaluateAll((each) => each.map((time) => time.getAttribute('datetime') ?? ''));
    expect(times.length).toBeGreaterThan(0);
    for (const time of times) {
      expect(Date.parse(time)).toBeGreaterThanOrEqual(Date.parse(from));
      expect(Date.parse(time)).toBeLessThan(Date.parse(to));
    }
  }).toPass();
  await measures.locator('.metric-list').first().getByRole('button').first().click();
  await expect.poll(() => query(page).has('cmd')).toBe(true);
});

test('scrolling goes on through the whole history, and only what is seen is drawn', async ({ page }) => {
  for (let turn = 0; turn < 12; turn += 1) {
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(200);
  }
  await expect(footOf(page)).toContainText(/[3-9]\d\d|\d,\d{3}/);
  expect(await rowsOf(page).count()).toBeLessThan(ROWS_MAX);
});

test('what is run while the page is open appears on it, and opens', async ({ page }) => {
  const client = await signIn(app.url);
  const answer = await client.post('/api/commands/host.refresh/runs', { params: {} });
  expect(answer.status).toBe(202);
  const { operation } = (await answer.json()) as { operation: { id: string } };
  const row = tableOf(page).locator(`.history-row[data-key="${operation.id}"]`);
  await expect(row).toBeVisible();
  await row.getByRole('link').click();
  await expect(detailOf(page)).toContainText('Succeeded');
  await page.keyboard.press('Escape');
  await expect(detailOf(page)).toHaveCount(0);
});

for (const colorScheme of ['dark', 'light'] as const) {
  for (const width of [1440, 390, 360]) {
    test(`no violations and nothing sideways, ${colorScheme}, ${width}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 } });
      const page = await context.newPage();
      await openSignedIn(page, app.url);
      await page.goto(`${app.url}/operations`);
      await expect(rowsOf(page).first()).toBeVisible();
      await expect(measuresOf(page).getByRole('heading', { name: 'Runs' })).toBeVisible();
      await page.waitForTimeout(300); // what fades in has its contrast once it is there
      await expectNoViolations(page);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
      await context.close();
    });
  }
}
