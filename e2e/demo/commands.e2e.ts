import { expect, type Page, test } from '@playwright/test';
import type { App } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { addAccount } from '../support/command-line.ts';
import { chooseInPalette, drawerOf, openDetails, operationsOf, run } from '../support/operations.ts';
import { complaintsOf, expectNoViolations, openSignedIn, rowOf } from '../support/page.ts';
import { withTestSite } from '../support/test-site.ts';

/** It has no health check: a restart is over in a few seconds. */
const MOSQUITTO = '/services/home/mosquitto/overview';

let app: App;
let client: Client;

withTestSite((site) => {
  ({ app, client } = site);
});

const restart = (page: Page) => page.getByRole('main').getByRole('button', { name: /^Restart/ });
const runsOf = async (target: string) => operationsOf(client, `target=${encodeURIComponent(target)}`);

/** Holds back what the page asks to be run until it is let go. */
async function holdRuns(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<null>();
  await page.route('**/api/commands/*/runs', async (route) => {
    await promise;
    await route.continue();
  });
  return () => {
    resolve(null);
  };
}

test('restarting a service shows at once, is followed to its end, and can be opened', async ({ page }) => {
  const complaints = complaintsOf(page);
  await openSignedIn(page, app.url + MOSQUITTO);
  const letGo = await holdRuns(page);
  await restart(page).click();
  await expect(page.getByRole('main').getByText('Restarting').first()).toBeVisible(); // no answer yet
  letGo();
  await page.getByRole('button', { name: 'Show operation' }).click();
  const drawer = drawerOf(page, 'Restart mosquitto');
  await expect(drawer.getByRole('list', { name: 'Steps' })).toContainText(
    'Wait until home-mosquitto-1 is well',
  );
  await expect(drawer).toContainText('Succeeded');
  await expect(drawer.getByRole('listitem').filter({ hasText: 'Restart home-mosquitto-1' })).toContainText(
    'Done',
  );
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('Running');
  expect(complaints).toEqual([]);
});

test('a row has its actions, and the keys mean the selected one', async ({ page }) => {
  await openSignedIn(page, app.url);
  await page.getByRole('searchbox', { name: 'Filter services' }).fill('mosquitto');
  await expect(rowOf(page, 'traefik')).toHaveCount(0);
  await page.keyboard.press('Enter'); // leaves the field
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('j');
  await expect(rowOf(page, 'mosquitto')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('r');
  await expect(rowOf(page, 'mosquitto')).toContainText('Restarting');
  await expect(rowOf(page, 'mosquitto')).toContainText('Running');
  await rowOf(page, 'mosquitto').getByRole('button', { name: 'Actions on mosquitto' }).click();
  const menu = page.getByRole('menu', { name: 'Actions on mosquitto' });
  await expect(menu.getByRole('menuitem')).toContainText([/Restart/, /Pull image/, /Stop/]);
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
});

test('a double click makes one operation', async ({ page }) => {
  await openSignedIn(page, app.url + MOSQUITTO);
  await expect(restart(page)).toBeVisible();
  const before = (await runsOf('home/mosquitto')).length;
  await restart(page).dblclick();
  await expect(page.getByRole('button', { name: 'Show operation' })).toBeVisible();
  await expect(page.locator('app-toast-card').filter({ hasText: 'mosquitto restarted' })).toBeVisible();
  expect((await runsOf('home/mosquitto')).length).toBe(before + 1);
});

test('a double click in a dialog makes one operation, and a lost answer asks for the same one', async ({
  page,
}) => {
  await openSignedIn(page, app.url);
  await chooseInPalette(page, 'Count on');
  let lost = 0;
  await page.route('**/api/commands/host.count-on/runs', async (route) => {
    lost += 1;
    if (lost > 1) return route.continue();
    await route.fetch(); // it arrives, and the answer does not
    return route.abort('connectionreset');
  });
  const dialog = page.getByRole('dialog', { name: 'Count on?' });
  await dialog.getByRole('button', { name: 'Count on' }).dblclick();
  await expect(dialog.getByRole('alert')).toContainText('Count on did not arrive');
  await dialog.getByRole('button', { name: 'Count on' }).dblclick();
  await expect(drawerOf(page, 'Count on')).toContainText('Succeeded');
  expect(await operationsOf(client, 'command=host.count-on')).toHaveLength(1);
});

test('what asks to be confirmed says in numbers what will happen, and the safe choice has the focus', async ({
  page,
}) => {
  await openSignedIn(page, app.url + MOSQUITTO);
  await page.getByRole('main').getByRole('button', { name: 'Stop' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop mosquitto?' });
  await expect(dialog.getByRole('list', { name: 'What will happen' })).toContainText(
    '1 running container stops and stays stopped',
  );
  await expect(dialog).toContainText('Ports 1883, 9001 do not answer meanwhile');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(
    await runsOf('home/mosquitto').then((all) => all.some((each) => each.command === 'service.stop')),
  ).toBe(false);

  await page.getByRole('main').getByRole('button', { name: 'Stop' }).click();
  await dialog.getByLabel('Reason').fill('Moving the disk');
  await dialog.getByRole('button', { name: 'Stop mosquitto' }).click();
  const drawer = drawerOf(page, 'Stop mosquitto');
  await expect(drawer).toContainText('Succeeded');
  await openDetails(drawer);
  await expect(drawer).toContainText('Moving the disk');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main')).toContainText('Stopped');
  await page.getByRole('main').getByRole('button', { name: 'Start' }).click();
  await expect(page.locator('app-toast-card').filter({ hasText: 'mosquitto started' })).toBeVisible();
  await expect(restart(page)).toBeVisible();
});

test('the form is made from the command, and says what is wrong before anything is sent', async ({
  page,
}) => {
  await openSignedIn(page, app.url);
  await chooseInPalette(page, 'Count lines');
  const dialog = page.getByRole('dialog', { name: 'Count lines', exact: true });
  await expect(dialog.getByLabel('Word')).toHaveValue('line');
  await expect(dialog.getByLabel('Seconds between two')).toHaveValue('0.03');
  await expect(dialog.getByLabel('Word')).toBeFocused();
  await expectNoViolations(page);
  const send = dialog.getByRole('button', { name: 'Count lines' });
  await send.click();
  await expect(dialog.getByText('Enter a value.')).toBeVisible();
  await dialog.getByLabel('Lines').fill('0');
  await expect(dialog.getByText('The least is 1.')).toBeVisible();
  await dialog.getByLabel('Lines').fill('5');
  await dialog.getByLabel('Word').fill('UPPER');
  await expect(dialog.getByText('Does not fit')).toBeVisible();
  await expectNoViolations(page);
  await dialog.getByLabel('Word').fill('word');
  await dialog.getByLabel('Seconds between two').selectOption('0');
  await dialog.getByLabel('To both streams').check();
  expect(await operationsOf(client, 'command=host.count')).toEqual([]);
  await send.click();
  const drawer = drawerOf(page, 'Count lines');
  await expect(drawer).toContainText('Succeeded');
  await expect(drawer.getByRole('region', { name: 'Output' })).toContainText('word 5 of 5');
  await expect(drawer.getByRole('region', { name: 'Output' })).toContainText('loud 5');
});

test('what destroys something asks for a reason and for the name of what it acts on', async ({ page }) => {
  await openSignedIn(page, app.url);
  await chooseInPalette(page, 'Wipe the cache');
  const dialog = page.getByRole('dialog', { name: 'Wipe the cache', exact: true });
  const send = dialog.getByRole('button', { name: 'Wipe the cache' });
  await expect(send).toBeDisabled();
  await dialog.getByLabel('Service').selectOption('home/mosquitto');
  await expect(send).toBeDisabled();
  await dialog.getByLabel(/to confirm/).fill('home/mosquit');
  await expect(send).toBeDisabled();
  await dialog.getByLabel(/to confirm/).fill('home/mosquitto');
  await send.click();
  await expect(dialog.getByText('Say why: it stays with the operation.')).toBeVisible();
  await expectNoViolations(page);
  await dialog.getByLabel('Reason').fill('It is full');
  await send.click();
  await expect(drawerOf(page, 'Wipe the cache home/mosquitto')).toContainText('Succeeded');
});

test.describe('a refused action says why, and leads to what is in the way', () => {
  test('known beforehand: the button is off, with the reason and a way to the operation', async ({
    page,
  }) => {
    await run(client, 'service.restart', { service: 'media/jellyfin' });
    await openSignedIn(page, `${app.url}/services/media/jellyfin/overview`);
    await expect(restart(page)).toHaveAttribute('aria-disabled', 'true');
    await expect(restart(page)).toHaveAccessibleName(/off: Restart jellyfin is running/);
    await restart(page).click({ force: true }); // as a person can, and nothing happens
    await page.getByRole('button', { name: 'Show operation' }).click();
    await expect(drawerOf(page, 'Restart jellyfin')).toBeVisible();
    expect(await operationsOf(client, 'target=media%2Fjellyfin')).toHaveLength(1);
  });

  test('found out by the server: a toast with a link to the one that runs', async ({ page }) => {
    await openSignedIn(page, app.url + MOSQUITTO);
    const letGo = await holdRuns(page);
    await restart(page).click();
    await run(client, 'service.restart', { service: 'home/mosquitto' }); // somebody was faster
    letGo();
    const toast = page.locator('app-toast-card').filter({ hasText: 'Restart mosquitto was not started' });
    await expect(toast).toContainText(
      /Restart mosquitto has been running since \d\d:\d\d:\d\d, asked for by admin/,
    );
    await expect(toast).not.toContainText(/service:|[0-9a-f]{8}-/); // neither keys nor ids
    await toast.getByRole('button', { name: 'Open' }).click();
    await expect(drawerOf(page, 'Restart mosquitto')).toBeVisible();
  });

  test('in a dialog: the dialog stays, with a link to the one that runs', async ({ page }) => {
    await run(client, 'host.count', { lines: 1_000 });
    await openSignedIn(page, app.url);
    await chooseInPalette(page, 'Count on');
    const dialog = page.getByRole('dialog', { name: 'Count on?' });
    await dialog.getByRole('button', { name: 'Count on' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Count on was not started');
    await expectNoViolations(page);
    await dialog.getByRole('button', { name: 'Open the one that runs' }).click();
    await expect(drawerOf(page, 'Count lines')).toContainText('Running');
  });
});

test('who may not do a thing is not offered it; where it can be seen, it is locked with the reason', async ({
  browser,
}) => {
  const open = async (name: string, role: 'viewer' | 'operator', path: string): Promise<Page> => {
    const page = await (await browser.newContext()).newPage();
    await openSignedIn(page, app.url + path, addAccount(app, name, role));
    return page;
  };
  const viewer = await open('watcher', 'viewer', MOSQUITTO);
  await expect(viewer.getByRole('main')).toContainText('Running');
  await expect(viewer.getByRole('main').getByRole('button', { name: /Restart|Stop|actions/i })).toHaveCount(
    0,
  );
  await viewer.keyboard.press('r');
  await viewer.goto(app.url);
  await expect(rowOf(viewer, 'mosquitto')).toBeVisible();
  await expect(viewer.getByRole('button', { name: /^Actions on/ })).toHaveCount(0);
  await viewer.keyboard.press('Control+k');
  await viewer.getByRole('dialog').getByRole('combobox').fill('restart mosquitto');
  await expect(viewer.getByRole('dialog')).toContainText(/Nothing|No /);
  await viewer.keyboard.press('Escape');
  const id = await run(client, 'host.count', { lines: 1_000 });
  await viewer.goto(`${app.url}/?op=${id}`);
  await expect(drawerOf(viewer, 'Count lines')).toContainText('Running');
  await expect(viewer.getByRole('button', { name: 'Cancel operation' })).toHaveCount(0);
  expect(await operationsOf(client, 'actor=watcher')).toEqual([]); // nothing was even tried

  const operator = await open('helper', 'operator', MOSQUITTO);
  await expect(restart(operator)).toBeVisible();
  await operator.keyboard.press('Control+k');
  await operator.getByRole('dialog').getByRole('combobox').fill('wipe the cache');
  await expect(operator.getByRole('dialog').getByRole('option', { name: /Wipe the cache/ })).toHaveCount(0);
  for (const page of [viewer, operator]) await page.context().close();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the dialog on a phone, ${colorScheme}: fits, can be touched, no violations`, async ({ browser }) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 360, height: 640 },
      hasTouch: true,
    });
    const page = await context.newPage();
    await openSignedIn(page, app.url + MOSQUITTO);
    await page.getByRole('main').getByRole('button', { name: 'Stop' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Stop mosquitto?' });
    await expect(dialog.getByRole('list', { name: 'What will happen' })).toBeVisible();
    await page.waitForTimeout(400); // what fades in has its contrast once it is there
    await expectNoViolations(page);
    const box = await dialog.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(360);
    for (const button of await dialog.getByRole('button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    await context.close();
  });
}
