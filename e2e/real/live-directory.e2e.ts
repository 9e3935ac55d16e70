import { expect, test } from '@playwright/test';
import { composeIdentity, startMany } from '../lab/containers.ts';
import { callEngineOrThrow } from '../lab/engine-api.ts';
import { type LabEngine, startEngine } from '../lab/engine.ts';
import { loadHealthImage, setHealth } from '../lab/health-images.ts';
import { loadBusybox } from '../lab/images.ts';
import { findEngines } from '../lab/installations.ts';
import { type App, startApp } from '../support/app.ts';
import { complaintsOf, expectNoViolations, openSignedIn, rowOf } from '../support/page.ts';

/** The engine has to be found again, and the page has to say so, within this. */
const RECOVERY_MS = 10_000;

let engine: LabEngine;
let app: App;

test.beforeAll(async () => {
  const installation = (await findEngines()).at(-1);
  if (installation === undefined) throw new Error('no engine was found');
  engine = await startEngine(installation);
  await loadBusybox(engine);
  await loadHealthImage(engine, 'lab/health:1');
  await startMany(engine, 3, { identity: (index) => composeIdentity('shop', `service-${index}`) });
  app = await startApp({ dockerHost: engine.dockerHost });
});

test.afterAll(async () => {
  await app.close();
  await engine.destroy();
});

const docker = async (...args: readonly string[]): Promise<void> => {
  const { code, stderr } = await engine.docker(args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
};

test('what happens to a container from outside appears on the screen', async ({ page }) => {
  const complaints = complaintsOf(page);
  await openSignedIn(page, app.url);
  await expect(rowOf(page, 'service-0')).toContainText('Running');

  await docker('run', '-d', '--name', 'outside', '--network', 'none', 'lab/busybox:1');
  await expect(rowOf(page, 'outside')).toContainText('Running');

  await docker('stop', 'outside');
  await expect(rowOf(page, 'outside')).toContainText('Stopped');

  await docker('start', 'outside');
  await expect(rowOf(page, 'outside')).toContainText('Running');

  await docker('pause', 'outside');
  await expect(rowOf(page, 'outside')).toContainText('Paused');
  await docker('unpause', 'outside');

  await docker('kill', 'outside');
  await expect(rowOf(page, 'outside')).toContainText('Exited 137');
  await expect(page.getByRole('region', { name: 'Needs attention' })).toContainText('outside failed');

  await docker('rename', 'outside', 'renamed');
  await expect(rowOf(page, 'renamed')).toContainText('Exited 137');
  await expect(rowOf(page, 'outside')).toHaveCount(0);

  await docker('rm', 'renamed');
  await expect(rowOf(page, 'renamed')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Needs attention' })).not.toContainText('renamed');
  expect(complaints).toEqual([]);
});

test('health turns bad and good again', async ({ page }) => {
  await docker('run', '-d', '--name', 'patient', '--network', 'none', 'lab/health:1');
  await openSignedIn(page, app.url);
  await expect(rowOf(page, 'patient')).toContainText('Healthy');
  await setHealth(engine, 'patient', 'fail');
  await expect(rowOf(page, 'patient')).toContainText('Unhealthy');
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await expect(attention).toContainText('patient is unhealthy');

  await attention.getByRole('link', { name: 'patient is unhealthy' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('patient');
  await expect(page.getByRole('region', { name: 'Health checks' })).toContainText('failed');
  await setHealth(engine, 'patient', 'ok');
  await expect(page.getByRole('main')).toContainText('Healthy');
  await docker('rm', '-f', 'patient');
});

test('a one-shot that ended well is completed, a crash loop keeps restarting', async ({ page }) => {
  await docker('run', '-d', '--name', 'job', '--network', 'none', 'lab/busybox:1', 'true');
  await docker(
    'run',
    '-d',
    '--name',
    'loop',
    '--network',
    'none',
    '--restart',
    'always',
    'lab/busybox:1',
    'sh',
    '-c',
    'exit 3',
  );
  await openSignedIn(page, app.url);
  await expect(rowOf(page, 'job')).toContainText('Completed');
  await expect(rowOf(page, 'loop')).toContainText('Restarting');
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await expect(attention).toContainText('loop keeps restarting');
  await expect(attention).toContainText('Exit code 3');
  await expect(attention).not.toContainText('job');
  await docker('rm', '-f', 'job', 'loop');
});

test('two tabs show the same', async ({ context }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  await openSignedIn(first, app.url);
  await second.goto(app.url); // signed in already
  await expect(rowOf(second, 'service-1')).toContainText('Running');
  await docker('pause', 'shop-service-1-1');
  for (const page of [first, second]) await expect(rowOf(page, 'service-1')).toContainText('Paused');
  await docker('unpause', 'shop-service-1-1');
  for (const page of [first, second]) await expect(rowOf(page, 'service-1')).toContainText('Running');
});

test('the engine is stopped and started again, and no reload is needed', async ({ page }) => {
  await openSignedIn(page, app.url);
  await expect(rowOf(page, 'service-2')).toContainText('Running');
  await engine.stop();
  await expect(page.getByRole('alert').filter({ hasText: 'Docker' })).toBeVisible({ timeout: RECOVERY_MS });
  await expect(page.getByText('What you see is from')).toBeVisible();
  await expect(rowOf(page, 'service-2')).toContainText('Unknown');
  await expectNoViolations(page);
  await engine.restart();
  await expect(page.getByRole('alert').filter({ hasText: 'Docker' })).toBeHidden({ timeout: RECOVERY_MS });
  await expect(page.getByRole('banner')).toContainText('Live', { timeout: RECOVERY_MS });
  await expect(rowOf(page, 'service-2')).not.toContainText('Unknown');
  await docker('start', 'shop-service-0-1', 'shop-service-1-1', 'shop-service-2-1');
  await expect(rowOf(page, 'service-2')).toContainText('Running');
});

test('a frozen engine is noticed although its connections stay open', async ({ page }) => {
  await openSignedIn(page, app.url);
  await expect(rowOf(page, 'service-0')).toContainText('Running');
  engine.freeze();
  try {
    await expect(page.getByText('has not answered for 3 s')).toBeVisible({ timeout: 15_000 });
  } finally {
    engine.thaw();
  }
  await expect(page.getByText('has not answered for 3 s')).toBeHidden({ timeout: RECOVERY_MS });
});

test('no accessibility violations on any page', async ({ page }) => {
  test.slow(); // axe looks at every element of eight pages
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sign in');
  await expectNoViolations(page);
  await openSignedIn(page, app.url);
  for (const path of [
    '/',
    '/?q=nothing-like-it',
    '/projects/shop',
    '/services/shop/service-0/overview',
    '/services/shop/nothing-like-it/overview',
    '/password',
    '/nowhere',
  ]) {
    await test.step(path, async () => {
      await page.goto(app.url + path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoViolations(page);
    });
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('the directory fits and is live', async ({ page }) => {
    await openSignedIn(page, app.url);
    await expect(page.getByRole('link', { name: 'service-0', exact: true })).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await docker('pause', 'shop-service-0-1');
    await expect(rowOf(page, 'service-0')).toContainText('Paused');
    await docker('unpause', 'shop-service-0-1');
    await expect(rowOf(page, 'service-0')).toContainText('Running');
    await expectNoViolations(page);
    await page.getByRole('link', { name: 'service-0', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('service-0');
    await expectNoViolations(page);
  });
});

test('environment values of a container reach neither the page nor any answer', async ({ page }) => {
  const secret = 'hunter2-must-never-appear';
  await docker(
    'run',
    '-d',
    '--name',
    'keeper',
    '--network',
    'none',
    '-e',
    `DB_PASSWORD=${secret}`,
    '--label',
    `app.token=${secret}`,
    'lab/busybox:1',
  );
  const bodies: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/'))
      void response.text().then(
        (text) => bodies.push(text),
        () => undefined,
      );
  });
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => bodies.push(payload.toString())),
  );
  await openSignedIn(page, `${app.url}/services/~/keeper/overview`);
  await expect(page.getByText('DB_PASSWORD')).toBeVisible();
  expect(bodies.length).toBeGreaterThan(0);
  expect(bodies.join('') + (await page.content())).not.toContain(secret);
  await callEngineOrThrow(engine.socketPath, { method: 'DELETE', path: '/containers/keeper?force=1' });
});
