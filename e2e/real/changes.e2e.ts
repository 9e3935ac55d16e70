import { expect, type Locator, type Page, test } from '@playwright/test';
import { composeIdentity, startMany } from '../lab/containers.ts';
import { type LabEngine, startEngine } from '../lab/engine.ts';
import { loadHealthImage, setHealth } from '../lab/health-images.ts';
import { loadBusybox } from '../lab/images.ts';
import { findEngines } from '../lab/installations.ts';
import { type App, startApp } from '../support/app.ts';
import { type Client, signIn } from '../support/client.ts';
import { openSignedIn } from '../support/page.ts';

/** An end and a start are held back until they are complete, and told as one. */
const TOLD_MS = 40_000;

let engine: LabEngine;
let app: App;
let client: Client;

test.beforeAll(async () => {
  const installation = (await findEngines()).at(-1);
  if (installation === undefined) throw new Error('no engine was found');
  engine = await startEngine(installation);
  await loadBusybox(engine);
  await loadHealthImage(engine, 'lab/health:1');
  await startMany(engine, 1, { identity: () => composeIdentity('shop', 'web') });
  app = await startApp({ dockerHost: engine.dockerHost });
  client = await signIn(app.url);
  await run('victim', '--memory', '64m', '--env', 'TOKEN=first');
  await expect.poll(changes, { timeout: TOLD_MS }).toContain('victim was created');
});

test.afterAll(async () => {
  await app.close();
  await engine.destroy();
});

const docker = async (...args: readonly string[]): Promise<void> => {
  const { code, stderr } = await engine.docker(args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
};
const run = async (name: string, ...options: readonly string[]): Promise<void> =>
  docker('run', '-d', '--name', name, '--network', 'none', ...options, 'lab/busybox:1');
const changes = async (): Promise<string> => (await client.get('/api/changes')).text();

const rowOf = (page: Page, title: string | RegExp): Locator =>
  page.getByRole('region', { name: 'Changes' }).getByRole('listitem').filter({ hasText: title });

test('a container stopped, killed and replaced past us appears as that, with what differs', async ({
  page,
}) => {
  await openSignedIn(page, app.url);
  await page.goto(`${app.url}/changes`);
  await expect(rowOf(page, 'victim was created')).toContainText('Outside');

  await docker('stop', '-t', '1', 'victim');
  await expect(rowOf(page, 'victim was stopped').first()).toContainText('Outside', { timeout: TOLD_MS });
  await docker('start', 'victim');
  await expect(rowOf(page, 'victim was started')).toContainText('Outside', { timeout: TOLD_MS });

  await docker('kill', 'victim');
  await expect(rowOf(page, /victim (was stopped|ended)/)).toHaveCount(2, { timeout: TOLD_MS });

  await docker('rm', '-f', 'victim');
  await run('victim', '--memory', '128m', '--env', 'TOKEN=second');
  const recreated = rowOf(page, 'victim was recreated');
  await expect(recreated).toContainText('Outside', { timeout: TOLD_MS });
  await recreated.getByRole('button').click();
  const detail = page.getByRole('complementary', { name: 'Selected change' });
  await expect(detail).toContainText('64\u00A0MiB');
  await expect(detail).toContainText('128\u00A0MiB');
  await expect(detail).toContainText('TOKEN: hidden, changed');
  expect(await changes()).not.toMatch(/first|second/);
});

test('what an operation of ours did is told as its doing', async ({ page }) => {
  await openSignedIn(page, app.url);
  await page.goto(`${app.url}/services/shop/web/history`);
  const answer = await client.post('/api/commands/service.restart/runs', {
    params: { service: 'shop/web' },
    reason: 'a test',
  });
  expect(answer.status).toBe(202);
  await expect(rowOf(page, 'Restart service: shop/web')).toContainText('Succeeded', { timeout: TOLD_MS });
  const restarted = rowOf(page, 'web was restarted');
  await expect(restarted).toContainText('admin', { timeout: TOLD_MS });
  await expect(restarted).not.toContainText('Outside');
  await restarted.getByRole('button').click();
  await page
    .getByRole('complementary', { name: 'Selected change' })
    .getByRole('link', { name: 'Show the operation' })
    .click();
  await expect(page.getByRole('dialog')).toContainText('web');
});

test('health that turns bad is a failure with what changed before, and good again when it is', async ({
  page,
}) => {
  await docker('run', '-d', '--name', 'patient', '--network', 'none', 'lab/health:1');
  await openSignedIn(page, app.url);
  await page.goto(`${app.url}/services/~/patient/history`);
  await expect(rowOf(page, 'patient was created')).toBeVisible({ timeout: TOLD_MS });
  await setHealth(engine, 'patient', 'fail');
  await expect(rowOf(page, 'patient became unhealthy')).toContainText('by itself', { timeout: TOLD_MS });
  const lens = page.getByRole('region', { name: 'What changed before patient became unhealthy?' });
  await expect(lens).toContainText('patient was created');
  await setHealth(engine, 'patient', 'ok');
  await expect(rowOf(page, 'patient is healthy again')).toBeVisible({ timeout: TOLD_MS });
});
