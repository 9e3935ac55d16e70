import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import SqliteConnection from 'better-sqlite3';
import type { App } from '../support/app.ts';
import { signIn } from '../support/client.ts';
import { addAccount } from '../support/command-line.ts';
import { startFilledApp } from '../support/filled-app.ts';
import { expectNoViolations, openSignedIn } from '../support/page.ts';

const OPERATIONS = 2_000;

let app: App;
test.beforeAll(async () => {
  app = await startFilledApp(OPERATIONS);
});
test.afterAll(async () => {
  await app.close();
});

async function openOperations(page: Page, query = ''): Promise<void> {
  await page.goto(`${app.url}/operations${query}`);
  await expect(page.getByRole('table', { name: 'Operations' })).toBeVisible();
}

async function download(page: Page, format: RegExp): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: format }).click(),
  ]);
  return readFileSync(await file.path(), 'utf8');
}

test('takes away exactly what is listed, as JSON Lines and as CSV', async ({ page }) => {
  await openSignedIn(page, app.url);
  await openOperations(page, '?cmd=docker.pull-all&result=failed');
  const client = await signIn(app.url);
  const status = ['failed', 'timed_out', 'interrupted'].map((each) => `status=${each}`).join('&');
  const answer = await client.get(`/api/operations?command=docker.pull-all&${status}&limit=200`);
  const { items } = (await answer.json()) as { items: readonly { id: string }[] };
  expect(items.length).toBeGreaterThan(0);
  const lines = (await download(page, /as JSON Lines$/)).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(items.map(({ id }) => id));
  const [header = '', ...rows] = (await download(page, /as CSV$/)).trim().split('\r\n');
  expect(header).toMatch(/^id,command,target,/);
  expect(rows.map((row) => row.slice(1, row.indexOf('"', 1)))).toEqual(items.map(({ id }) => id));
});

test('who is not an admin sees neither the chain nor the exports', async ({ page }) => {
  await openSignedIn(page, app.url, addAccount(app, 'looker', 'viewer'));
  await openOperations(page);
  await expect(
    page.getByRole('region', { name: 'Measures' }).getByRole('heading', { name: 'Runs' }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Verify now' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: /as CSV$/ })).toHaveCount(0);
  expect((await page.request.get(`${app.url}/api/operations/export?format=csv`)).status()).toBe(403);
  expect((await page.request.get(`${app.url}/api/audit/state`)).status()).toBe(403);
});

test('a chain is verified on demand, and one that was tampered with is named in red', async ({ page }) => {
  await openSignedIn(page, app.url);
  await openOperations(page);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText('Audit chain intact')).toBeVisible();
  const raw = new SqliteConnection(join(app.dataDirectory, 'homelab.db'));
  raw.exec(`DROP TRIGGER "TR_audit_logs_no_update"; UPDATE audit_logs SET actor = 'nobody' WHERE seq = 2`);
  raw.close();
  await page.getByRole('button', { name: 'Verify now' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Audit chain broken at entry 2' });
  await expect(alert).toBeVisible();
  await page.reload();
  await expect(alert).toBeVisible();
  for (const [colorScheme, width] of [
    ['dark', 1440],
    ['light', 360],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(300); // colours fade over
    await expectNoViolations(page);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
  }
});
