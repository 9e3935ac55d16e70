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
const choiceOf = (page: Page, name: string): Locator => page.getByRole('combobox', { name, exact: true });
const detailOf = (page: Page): Locator => page.getByRole('complementary').filter({ hasText: 'Full view' });
const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

/** Waits until every row that is drawn fits. */
async function everyRow(
  page: Page,
  fits: { readonly cell: string; readonly text: string | RegExp },
): Promise<void> {
  await expect(async () => {
    const texts = await rowsOf(page).locator(fits.cell).allInnerTexts();
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toMatch(fits.text);
  }).toPass({ timeout: 15_000 });
}

test('each filter narrows the list, stands in the address, and goes with Back', async ({ page }) => {
  await choiceOf(page, 'Result').selectOption('failed');
  await everyRow(page, { cell: '.d-result', text: /Failed|Timed out|Interrupted/ });
  expect(query(page).get('result')).toBe('failed');
  await choiceOf(page, 'By').selectOption('schedule');
  await everyRow(page, { cell: '.d-who', text: /schedule/ });
  await choiceOf(page, 'Command').selectOption('service.restart');
  await everyRow(page, { cell: '.d-what', text: /Restart/ });
  expect(Object.fromEntries(query(page))).toMatchObject({
    cmd: 'service.restart',
    by: 'schedule',
    result: 'failed',
  });
  await page.goBack();
  await expect.poll(() => query(page).get('cmd')).toBeNull();
  await page.reload();
  await everyRow(page, { cell: '.d-who', text: /schedule/ });
  await expect(choiceOf(page, 'Result')).toHaveValue('failed');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(() => [...query(page).keys()]).toEqual([]);
});

test('a window holds what was asked for in it', async ({ page }) => {
  await page.getByRole('group', { name: 'Window' }).getByRole('button').nth(1).click();
  await expect.poll(() => query(page).get('window')).toBe('24h');
  await expect(async () => {
    const times = await rowsOf(page)
      .locator('.d-time time')
      .evaluateAll((each) => each.map((time) => time.getAttribute('datetime') ?? ''));
    expect(times.length).toBeGreaterThan(0);
    for (const time of times) expect(Date.now() - Date.parse(time)).toBeLessThan(25 * 3_600_000);
  }).toPass();
});

test('words find operations by their target', async ({ page }) => {
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('paperless');
  await expect.poll(() => query(page).get('q')).toBe('paperless');
  await expect(rowsOf(page).first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('nosuchwordanywhere');
  await expect(page.getByText('No operation matches')).toBeVisible();
  await page.getByRole('button', { name: /Clear filters/ }).click();
  await expect(rowsOf(page).first()).toBeVisible();
});

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
