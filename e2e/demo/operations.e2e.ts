import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { App } from '../support/app.ts';
import { breakableSocket } from '../support/breakable-socket.ts';
import type { Client } from '../support/client.ts';
import { chooseInPalette, drawerOf, ended, linesIn, numbered, run } from '../support/operations.ts';
import { complaintsOf, expectNoViolations, openSignedIn } from '../support/page.ts';
import { withTestSite } from '../support/test-site.ts';

/** At a line every 30 ms this takes long enough for something to happen meanwhile. */
const LINES = 300;

const JELLYFIN_IMAGE = 'jellyfin/jellyfin:10.11.2';
const JELLYFIN_LAYERS = 9;

let app: App;
let client: Client;

withTestSite((site) => {
  ({ app, client } = site);
});

const count = async (tag = 'line', pace = '0.03', lines = LINES): Promise<string> =>
  run(client, 'host.count', { tag, lines, pace });

test('pulling every image: a bar for each, in layers, and a total that is seen on every page', async ({
  page,
}) => {
  await openSignedIn(page, app.url);
  await chooseInPalette(page, 'Pull all images');
  const chip = page.getByRole('banner').getByRole('button', { name: /Pulling all images/ });
  await expect(chip).toBeVisible();
  await page.goto(`${app.url}/services/home/mosquitto/overview`);
  await chip.click();
  const drawer = drawerOf(page, 'Pull all images');
  const bar = drawer.getByRole('progressbar', { name: JELLYFIN_IMAGE });
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]/);
  await expect(drawer.getByRole('progressbar', { name: 'Whole operation' })).toHaveAttribute(
    'aria-valuetext',
    /\d+\s+s/,
  );
  await expect(bar.locator('.layers > i')).toHaveCount(JELLYFIN_LAYERS);
  await expect(bar).toContainText(/of 9 · [\d.]+\s[MG]B · [\d.]+\sMB\/s/);
  const before = Number(await bar.getAttribute('aria-valuenow'));
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  const steps = drawer.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await expect(steps.filter({ hasText: JELLYFIN_IMAGE }).getByRole('progressbar')).toHaveCount(1);
  await drawer.getByRole('button', { name: 'Show all' }).click();
  await expect(steps.filter({ hasText: 'radarr' })).toContainText('up to date');
  await expectNoViolations(page);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await drawer.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(360);
});

test('elapsed time, and what to expect once there is a history', async ({ page }) => {
  for (let runs = 0; runs < 3; runs += 1) {
    await ended(client, await run(client, 'host.count', { lines: 60 }));
  }
  await openSignedIn(page, `${app.url}/?op=${await count()}`);
  await expect(drawerOf(page, 'Count lines')).toContainText(/\d+\s+s, usually [\d.]+\s+s/);
});

test('a reload in the middle neither loses nor doubles a line', async ({ page }) => {
  const id = await count();
  await openSignedIn(page, `${app.url}/?op=${id}`);
  const drawer = drawerOf(page, 'Count lines');
  const output = drawer.getByRole('region', { name: 'Output' });
  await expect(output).toContainText(`line 20 of ${LINES}\n`);
  await page.reload();
  await expect(output).toContainText(`line 60 of ${LINES}\n`);
  await expect(drawer.getByText('Running', { exact: true })).toBeVisible();
  await expect(drawer).toContainText('Succeeded');
  expect(await linesIn(drawer)).toEqual(numbered('line', LINES));
  await page.reload(); // and what has ended is told the same
  await expect(drawer).toContainText('Succeeded');
  await expect.poll(async () => linesIn(drawer)).toEqual(numbered('line', LINES));
});

test('a lost connection neither loses nor doubles a line', async ({ page }) => {
  const socket = await breakableSocket(page);
  const complaints = complaintsOf(page);
  const id = await count();
  await openSignedIn(page, `${app.url}/?op=${id}`);
  const drawer = drawerOf(page, 'Count lines');
  const output = drawer.getByRole('region', { name: 'Output' });
  for (const line of [20, 100]) {
    await expect(output).toContainText(`line ${line} of ${LINES}\n`);
    await socket.cut();
    await expect(drawer.getByText('Reconnecting')).toBeVisible();
    socket.mend();
    await expect(drawer.getByText('Reconnecting')).toHaveCount(0);
  }
  await expect(drawer).toContainText('Succeeded');
  expect(await linesIn(drawer)).toEqual(numbered('line', LINES));
  expect(complaints.filter((each) => !each.includes('WebSocket'))).toEqual([]);
});

test('an operation that ends while the connection is away is told whole once it is back', async ({
  page,
}) => {
  const socket = await breakableSocket(page);
  const id = await count();
  await openSignedIn(page, `${app.url}/?op=${id}`);
  const drawer = drawerOf(page, 'Count lines');
  await expect(drawer.getByRole('region', { name: 'Output' })).toContainText(`line 20 of ${LINES}\n`);
  await socket.cut();
  await ended(client, id);
  await expect(drawer).not.toContainText('Succeeded');
  socket.mend();
  await expect(drawer).toContainText('Succeeded');
  await expect.poll(async () => linesIn(drawer)).toEqual(numbered('line', LINES));
});

test('two tabs see the same run, and how it was cancelled', async ({ context }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  const id = await count('both', '0.5');
  await openSignedIn(first, `${app.url}/?op=${id}`);
  await second.goto(`${app.url}/operations?op=${id}`);
  const drawers = [first, second].map((page) => drawerOf(page, 'Count lines'));
  for (const drawer of drawers) {
    await expect(drawer.getByRole('region', { name: 'Output' })).toContainText(`both 3 of ${LINES}\n`);
  }
  await drawers[0]?.getByRole('button', { name: 'Cancel operation' }).click();
  const dialog = first.getByRole('dialog', { name: 'Cancel “Count lines”?' });
  await expect(dialog.getByRole('button', { name: 'Keep running' })).toBeFocused();
  await expect(dialog).toContainText('What it has done so far stays done.');
  await expectNoViolations(first);
  await dialog.getByRole('button', { name: 'Cancel operation' }).click();
  for (const drawer of drawers) await expect(drawer.getByText('Cancelled', { exact: true })).toBeVisible();
  const [one, other] = await Promise.all(drawers.map(linesIn));
  expect(one).toEqual(other);
  expect(spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout).not.toContain(' both ');
});

test('a failure says what failed and what to do, in the drawer and in a toast', async ({ page }) => {
  await openSignedIn(page, app.url);
  await chooseInPalette(page, 'Look for the disk');
  const toast = page.locator('app-toast-card').filter({ hasText: 'Look for the disk failed' });
  await expect(toast).toContainText('ended with exit code 3');
  await toast.getByRole('button', { name: 'See why' }).click();
  const drawer = drawerOf(page, 'Look for the disk');
  await expect(drawer).toContainText('Failed');
  await expect(drawer).toContainText('Its output says why.');
  expect(await linesIn(drawer)).toEqual(['looking for the disk', 'there is no disk']);
  await expectNoViolations(page);
});

test('beyond four at once the next waits, says behind what, and can be cancelled before it began', async ({
  page,
}) => {
  // Their health checks take up to half a minute: so long these run.
  for (const service of ['media/jellyfin', 'media/sonarr', 'dev/forgejo'])
    await run(client, 'service.restart', { service });
  await count('before', '0.5');
  await openSignedIn(page, app.url);
  await chooseInPalette(page, 'Look for the disk');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /5 running/ })
    .click();
  const all = page.getByRole('dialog');
  await expect(all.getByRole('listitem')).toHaveCount(5);
  await expectNoViolations(page);
  await all.getByRole('button', { name: /Look for the disk/ }).click();
  const drawer = drawerOf(page, 'Look for the disk');
  await expect(drawer).toContainText('Queued');
  await expect(drawer).toContainText('4 operations run before it');
  await expectNoViolations(page);
  await drawer.getByRole('button', { name: 'Cancel operation' }).click();
  const dialog = page.getByRole('dialog', { name: /^Cancel “/ });
  await expect(dialog).toContainText('It has not begun.');
  await dialog.getByRole('button', { name: 'Cancel operation' }).click();
  await expect(drawer.getByText('Cancelled', { exact: true })).toBeVisible();
});

test('the address is the operation: it opens, Esc and Back close it, and a wrong one says so', async ({
  page,
}) => {
  const id = await count('line', '0', 3);
  await openSignedIn(page, app.url);
  await page.goto(`${app.url}/projects/media?op=${id}`);
  const drawer = drawerOf(page, 'Count lines');
  await expect(drawer).toContainText('Succeeded');
  await expect(drawer.getByRole('heading', { level: 2 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(page).toHaveURL(`${app.url}/projects/media`);
  await chooseInPalette(page, 'Look for the disk');
  await page.locator('app-toast-card').getByRole('button', { name: 'See why' }).click();
  await expect(drawerOf(page, 'Look for the disk')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(`${app.url}/projects/media`);
  await page.goto(`${app.url}/?op=00000000-0000-4000-8000-000000000000`);
  await expect(page.getByText('There is no such operation')).toBeVisible();
  await expectNoViolations(page);
});

test('the output: follows its end, is searched, and is downloaded whole', async ({ page }) => {
  await openSignedIn(page, `${app.url}/?op=${await count()}`);
  const drawer = drawerOf(page, 'Count lines');
  const output = drawer.getByRole('region', { name: 'Output' });
  await expect(output).toContainText(`line 60 of ${LINES}\n`);
  const fromEnd = async (): Promise<number> =>
    output.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
  await expect.poll(fromEnd).toBeLessThan(24);
  await output.evaluate((element) => {
    element.scrollTop = 0;
  });
  const follow = drawer.getByRole('button', { name: /^Follow, \d+ new/ });
  await expect(follow).toBeVisible();
  expect(await output.evaluate((element) => element.scrollTop)).toBe(0); // new lines did not move it
  await follow.click();
  await expect.poll(fromEnd).toBeLessThan(24);

  await expect(drawer).toContainText('Succeeded');
  const search = drawer.getByRole('searchbox', { name: 'Search the output' });
  await search.fill('LINE 15');
  await expect(drawer.getByRole('status')).toHaveText('1/11'); // 15, and 150 to 159
  await expect(output.locator('mark.output-current')).toBeInViewport();
  await search.press('Enter');
  await expect(drawer.getByRole('status')).toHaveText('2/11');
  await search.press('Shift+Enter');
  await search.press('Shift+Enter');
  await expect(drawer.getByRole('status')).toHaveText('11/11');
  await expect(output.locator('mark.output-current')).toBeInViewport();
  await expectNoViolations(page);
  await search.fill('nothing like it');
  await expect(drawer.getByRole('status')).toHaveText('none');
  await search.press('Escape');
  await expect(search).toHaveValue('');
  await expect(drawer).toBeVisible();

  const downloading = page.waitForEvent('download');
  await drawer.getByRole('link', { name: 'Download the output' }).click();
  const path = await (await downloading).path();
  expect(readFileSync(path, 'utf8')).toBe(`${numbered('line', LINES).join('\n')}\n`);
});

for (const colorScheme of ['dark', 'light'] as const) {
  for (const width of [390, 360]) {
    test(`on a phone of ${width} px, ${colorScheme}: the whole screen, touch targets, no violations`, async ({
      browser,
    }) => {
      const viewport = { width, height: 844 };
      const context = await browser.newContext({ colorScheme, viewport, hasTouch: true });
      const page = await context.newPage();
      const id = await count('phone', '0.5');
      await openSignedIn(page, app.url);
      await page
        .getByRole('banner')
        .getByRole('button', { name: /show the operation/ })
        .tap();
      const drawer = drawerOf(page, 'Count lines');
      await expect(drawer.getByRole('region', { name: 'Output' })).toContainText('phone 2 of');
      expect(new URL(page.url()).searchParams.get('op')).toBe(id);
      await page.waitForTimeout(500); // what slides in has come to rest
      expect(await drawer.boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
      expect(await drawer.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(width);
      await expectNoViolations(page);
      for (const name of ['Cancel operation', /^Close/]) {
        const box = await drawer.getByRole('button', { name }).boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0), String(name)).toBeGreaterThanOrEqual(44);
      }
      await drawer.getByRole('button', { name: /^Close/ }).tap();
      await expect(drawer).toHaveCount(0);
      await context.close();
    });
  }
}
