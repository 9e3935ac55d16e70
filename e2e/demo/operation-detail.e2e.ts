import { expect, type Locator, type Page, test } from '@playwright/test';
import { AuditAround } from '#shared/audit';
import type { App } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { addAccount } from '../support/command-line.ts';
import { drawerOf, ended, run } from '../support/operations.ts';
import { complaintsOf, expectNoViolations, openSignedIn } from '../support/page.ts';
import { withTestSite } from '../support/test-site.ts';

const PHONE = { width: 390, height: 844 };
const NARROWEST = { width: 360, height: 780 };

/** Of `docker.pull-all` on the demo homelab. */
const IMAGES_MIN = 20;

let app: App;
let client: Client;
let stopped: string;
let counted: string;
let pulled: string;

withTestSite((site) => {
  ({ app, client } = site);
});

test.beforeAll(async () => {
  const finish = async (command: string, params: Readonly<Record<string, unknown>>): Promise<string> => {
    const id = await run(client, command, params);
    await ended(client, id);
    return id;
  };
  counted = await finish('host.count', { tag: 'line', lines: 3, pace: '0', loud: true });
  stopped = await finish('service.stop', { service: 'media/sonarr' });
  pulled = await finish('docker.pull-all', {});
});

const asideOf = (page: Page): Locator => page.getByRole('complementary').filter({ hasText: 'Full view' });
const entriesIn = (detail: Locator): Locator =>
  detail.getByRole('list', { name: 'Entries of the trail' }).getByRole('listitem');
const rowsIn = (detail: Locator): Locator =>
  detail.getByRole('table', { name: 'Containers before and after' }).getByRole('row');

async function openAside(page: Page, id: string): Promise<Locator> {
  await page.goto(`${app.url}/operations?id=${id}`);
  const aside = asideOf(page);
  await expect(aside.getByRole('group').getByText('Time limit')).toBeVisible();
  return aside;
}

async function openDrawer(page: Page, id: string, title: string): Promise<Locator> {
  await page.goto(`${app.url}/operations?id=${id}`);
  const drawer = drawerOf(page, title);
  await expect(drawer.getByText('Time limit')).toBeVisible();
  return drawer;
}

/** Everything the page asked the trail for, and every answer that was a refusal. */
function watchRequests(page: Page): { readonly trail: string[]; readonly refused: string[] } {
  const seen = { trail: [] as string[], refused: [] as string[] };
  page.on('request', (request) => {
    if (request.url().includes('/api/audit')) seen.trail.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() === 403) seen.refused.push(response.url());
  });
  return seen;
}

async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

test('an admin sees from where it was asked for, and its entries in the trail with those around', async ({
  page,
}) => {
  await openSignedIn(page, app.url);
  const aside = await openAside(page, stopped);
  await expect(aside.getByRole('definition').filter({ hasText: '127.0.0.1' })).toBeVisible();
  const answer = await client.get(`/api/audit/around?operation=${stopped}`);
  const { before, entries, after } = AuditAround.parse(await answer.json());
  expect([before.length, entries.length]).toEqual([3, 2]);
  await expect(entriesIn(aside)).toHaveCount(before.length + entries.length + after.length);
  const own = entriesIn(aside).filter({ hasText: 'of this operation' });
  await expect(own).toHaveCount(2);
  await expect(own.first()).toContainText('admin asked for “Stop sonarr”');
  await expect(own.last()).toContainText(/“Stop sonarr” succeeded after .+command\.finished/s);
  const [asked] = entries;
  await expect(own.first()).toContainText(`#${asked?.seq}`);
  await expect(own.first().getByTitle(`Hash ${asked?.hash}`)).toHaveText(
    `${asked?.hash.slice(0, 6)}…${asked?.hash.slice(-4)}`,
  );
  const neighbour = entriesIn(aside).filter({ hasText: '“Count lines” succeeded' });
  await neighbour.getByRole('button', { name: /^Open the operation of entry/ }).click();
  await expect(drawerOf(page, 'Count lines')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`op=${counted}`));
});

test('who is no admin sees none of it, and asks for nothing that would be refused', async ({ page }) => {
  const seen = watchRequests(page);
  await openSignedIn(page, app.url, addAccount(app, 'onlooker', 'viewer'));
  const aside = await openAside(page, stopped);
  await expect(rowsIn(aside).filter({ hasText: 'State' })).toBeVisible();
  await expect(aside.getByRole('term').filter({ hasText: 'By' })).toBeVisible();
  await expect(aside.getByRole('term').filter({ hasText: 'From' })).toHaveCount(0);
  await expect(aside.getByText('In the trail')).toHaveCount(0);
  await expect(aside).not.toContainText('127.0.0.1');
  await page.goto(`${app.url}/?op=${stopped}`);
  await expect(drawerOf(page, 'Stop sonarr')).toContainText('Succeeded');
  await page.waitForLoadState('networkidle');
  expect(seen).toEqual({ trail: [], refused: [] });
  expect((await page.request.get(`${app.url}/api/audit/around?operation=${stopped}`)).status()).toBe(403);
});

test('a trail that does not load takes nothing from the rest, and can be asked again', async ({ page }) => {
  await openSignedIn(page, app.url);
  await page.route('**/api/audit/around**', async (route) => route.fulfill({ status: 502, body: 'proxy' }));
  const aside = await openAside(page, stopped);
  await expect(aside.getByRole('alert')).toContainText('The entries of the trail did not load');
  await expect(rowsIn(aside).filter({ hasText: 'State' })).toBeVisible();
  await page.unroute('**/api/audit/around**');
  await aside.getByRole('button', { name: 'Try again' }).click();
  await expect(entriesIn(aside).filter({ hasText: 'of this operation' })).toHaveCount(2);
});

test('the containers are told before and after, as the engine had them when it ended', async ({ page }) => {
  await openSignedIn(page, app.url);
  const aside = await openAside(page, stopped);
  await expect(rowsIn(aside).filter({ hasText: 'State' })).toHaveText(/State\s*running\s*changed:\s*exited/);
  await expect(rowsIn(aside).filter({ hasText: 'media-sonarr-1' })).toContainText('Changed');
  const ids = rowsIn(aside).filter({ hasText: 'Container id' }).getByRole('cell');
  await expect(ids.first()).toHaveText(/^\s*[0-9a-f]{12}\s*$/);
  expect(await ids.first().textContent()).toBe(await ids.last().textContent());
});

test('calls are shown as they were made and can be copied; parameters are listed', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSignedIn(page, app.url);
  const aside = await openAside(page, counted);
  const call = aside.locator('.calls code');
  await expect(call).toHaveText(/\/count --loud -- line 3 0$/);
  await aside.getByRole('button', { name: 'Copy call 1' }).click();
  expect(await page.evaluate(async () => navigator.clipboard.readText())).toBe(await call.textContent());
  for (const [name, value] of Object.entries({ lines: '3', loud: 'true', pace: '0', tag: 'line' })) {
    const term = aside.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) });
    await expect(term.locator('xpath=following-sibling::dd[1]')).toHaveText(value);
  }
});

test('leads to the service, to this moment in its history, and to what was around it', async ({ page }) => {
  await openSignedIn(page, app.url);
  const aside = await openAside(page, stopped);
  await aside.getByRole('link', { name: 'This operation in the history of media/sonarr' }).click();
  await expect(page).toHaveURL(new RegExp(`/services/media/sonarr/history\\?id=o-${stopped}`));
  const change = page.getByRole('complementary', { name: 'Selected change' });
  await expect(change).toContainText('It was run here');
  await page.goBack();
  await asideOf(page).getByRole('link', { name: 'media/sonarr', exact: true }).click();
  await expect(page).toHaveURL(/\/services\/media\/sonarr\/overview$/);
  await page.goBack();
  await asideOf(page).getByRole('link', { name: 'Changes around it' }).click();
  await expect(page).toHaveURL(new RegExp(`/changes\\?from=.+&to=.+&id=o-${stopped}`));
  await expect(change).toContainText('It was run here');
});

test('many steps are folded to those that say something, with the output in reach', async ({ page }) => {
  await openSignedIn(page, app.url);
  await page.goto(`${app.url}/?op=${pulled}`);
  const drawer = drawerOf(page, 'Pull all images');
  const steps = drawer.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await expect(drawer.getByText(/^\d+ steps, \d+ folded away$/)).toBeVisible();
  expect(await steps.count()).toBeLessThanOrEqual(8);
  await drawer.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(async () => steps.count()).toBeGreaterThan(IMAGES_MIN);
  const output = drawer.getByRole('region', { name: 'Output' });
  await expect(output).not.toBeInViewport();
  await drawer.getByRole('button', { name: 'To the output' }).click();
  await expect(output).toBeInViewport();
  await expect(output).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test('the drawer has all of it, and the way to what was around it', async ({ page }) => {
    await openSignedIn(page, app.url);
    const drawer = await openDrawer(page, stopped, 'Stop sonarr');
    await expect(entriesIn(drawer).filter({ hasText: 'of this operation' })).toHaveCount(2);
    await expect(rowsIn(drawer).filter({ hasText: 'State' })).toContainText('exited');
    await drawer.getByRole('link', { name: 'Around this moment' }).click();
    await expect(drawer).toHaveCount(0);
    await expect(page).toHaveURL(/\/operations\?from=.+&to=.+/);
    await expect(page.getByRole('table', { name: 'Operations' })).toContainText('Pull all images');
  });

  test('nothing is cut off at 360 pixels', async ({ page }) => {
    await page.setViewportSize(NARROWEST);
    await openSignedIn(page, app.url);
    for (const [id, title] of [
      [stopped, 'Stop sonarr'],
      [pulled, 'Pull all images'],
    ] as const) {
      const drawer = await openDrawer(page, id, title);
      await expect(entriesIn(drawer).first()).toBeAttached();
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      const wide = await drawer
        .locator('.drawer-body, .sides, .entries, .drawer-foot')
        .evaluateAll((parts) =>
          parts
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
            .map((part) => part.getAttribute('class')),
        );
      expect(wide).toEqual([]);
      await page.goto(app.url);
    }
  });
});

for (const [colorScheme, viewport] of [
  ['dark', { width: 1440, height: 1000 }],
  ['light', { width: 1440, height: 1000 }],
  ['dark', PHONE],
  ['light', NARROWEST],
] as const) {
  test(`is accessible, ${colorScheme}, ${viewport.width} px`, async ({ page }) => {
    const complaints = complaintsOf(page);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await openSignedIn(page, app.url);
    const isWide = viewport.width > 1000;
    const detail = isWide ? await openAside(page, pulled) : await openDrawer(page, pulled, 'Pull all images');
    await expect(entriesIn(detail).first()).toBeAttached();
    await page.waitForTimeout(400); // what fades in is there
    await expectNoViolations(page);
    expect(complaints).toEqual([]);
  });
}
