import { expect, type Page, test } from '@playwright/test';
import { compose } from '../lab/compose.ts';
import { type LabEngine, startEngine } from '../lab/engine.ts';
import { loadHealthImage, setHealth } from '../lab/health-images.ts';
import { loadBusybox } from '../lab/images.ts';
import { findEngines } from '../lab/installations.ts';
import { type LabRegistry, startRegistry } from '../lab/registry.ts';
import { type App, startApp } from '../support/app.ts';
import { drawerOf } from '../support/operations.ts';
import { complaintsOf, openSignedIn } from '../support/page.ts';
import { makeShop, pushLarge, type ShopProject } from '../support/shop-project.ts';

let registry: LabRegistry;
let engine: LabEngine;
let shop: ShopProject;
let app: App;
let image: string;

test.beforeAll(async () => {
  const installation = (await findEngines()).at(-1);
  if (installation === undefined) throw new Error('no engine was found');
  registry = await startRegistry();
  engine = await startEngine(installation, { registryPort: registry.port });
  await loadBusybox(engine);
  await loadHealthImage(engine, 'lab/health:1');
  image = `${registry.hostPort}/lab/app:latest`;
  await pushLarge(engine, image, '1');
  shop = makeShop(installation);
  shop.write({ web: WEB, app: [`image: ${image}`] });
  const { code, stderr } = await compose(engine, ['-f', shop.composeFile, '-p', 'shop', 'up', '-d']);
  if (code !== 0) throw new Error(`compose up: ${stderr}`);
  app = await startApp({ dockerHost: engine.dockerHost, environment: shop.environment });
});

test.afterAll(async () => {
  await app.close();
  await engine.destroy();
  await registry.stop();
  shop.remove();
});

const WEB = ['image: lab/health:1', 'pull_policy: never'];

async function inspect(container: string, format: string): Promise<string> {
  return (await engine.docker(['inspect', '--format', format, container])).stdout.trim();
}

async function inHead(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).first().click();
}

test('a pull from a registry: the layers of what is really downloaded, and what is newer', async ({
  page,
}) => {
  await pushLarge(engine, image, '2');
  const newer = await inspect(image, '{{.Id}}');
  await engine.docker(['tag', await inspect('shop-app-1', '{{.Image}}'), image]); // as before the push
  await engine.docker(['rmi', newer]);
  await openSignedIn(page, `${app.url}/services/shop/app/overview`);
  await page.getByRole('button', { name: 'More actions on app' }).click();
  await page.getByRole('menuitem', { name: /Pull image/ }).click();
  await page
    .getByRole('banner')
    .getByRole('button', { name: /Pulling/ })
    .click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('progressbar', { name: image })).toContainText(/[\d.]+\sMB/);
  await expect(drawer).toContainText('Succeeded', { timeout: 60_000 });
  await expect(drawer).toContainText('newer image');
});

test('a project is brought up, changed and restarted by the real compose', async ({ page }) => {
  const complaints = complaintsOf(page);
  const web = await inspect('shop-web-1', '{{.Id}}');
  shop.write({ web: [...WEB, 'environment: { GREETING: hello }'], app: [`image: ${image}`] });
  await openSignedIn(page, `${app.url}/projects/shop`);
  await inHead(page, /^Compose up/);
  const asked = page.getByRole('dialog', { name: 'Compose up shop?' });
  await expect(asked).toContainText('2 services');
  await asked.getByRole('button', { name: 'Compose up shop' }).click();
  const up = drawerOf(page, 'Compose up shop');
  await expect(up).toContainText('Succeeded', { timeout: 60_000 });
  await expect(up.getByRole('list', { name: 'Steps' })).toContainText('Wait until every container is well');
  await expect(up).toContainText('shop-web-1 is healthy.');
  expect(await inspect('shop-web-1', '{{.Id}}')).not.toBe(web);
  expect(await inspect('shop-web-1', '{{json .Config.Env}}')).toContain('GREETING=hello');

  await page.keyboard.press('Escape');
  const started = await inspect('shop-web-1', '{{.State.StartedAt}}');
  await page.getByRole('button', { name: 'More actions on shop' }).click();
  await page.getByRole('menuitem', { name: /^Restart/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restart shop' }).click();
  await expect(drawerOf(page, 'Restart shop')).toContainText('Succeeded', { timeout: 60_000 });
  expect(await inspect('shop-web-1', '{{.State.StartedAt}}')).not.toBe(started);
  expect(complaints).toEqual([]);
});

test('a restart of what does not get well fails, and the reason is on the screen', async ({ page }) => {
  await engine.docker(['run', '-d', '--name', 'ill', '--network', 'none', 'lab/health:1']);
  await setHealth(engine, 'ill', 'fail'); // a restart keeps the file
  await openSignedIn(page, `${app.url}/services/~/ill/overview`);
  await inHead(page, /^Restart/);
  const toast = page.locator('app-toast-card').filter({ hasText: 'Restart ill failed' });
  await toast.getByRole('button', { name: 'See why' }).click({ timeout: 60_000 });
  const drawer = drawerOf(page, 'Restart ill');
  await expect(drawer).toContainText('Failed');
  await expect(drawer).toContainText('the lab says: fail');
  await expect(drawer.getByRole('listitem').filter({ hasText: 'Wait until ill is well' })).toContainText(
    'Failed',
  );
});
