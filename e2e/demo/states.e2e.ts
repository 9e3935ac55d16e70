import { expect, test } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { startDemoProcess } from '../support/demo-process.ts';
import { expectNoViolations, openSignedIn, rowOf } from '../support/page.ts';

const alertOf = 'alert';

test('a frozen engine: the last known services stay, as of when, and come back by themselves', async ({
  page,
}) => {
  await using demo = await startDemoProcess('--still');
  await using app = await startApp({ dockerHost: demo.dockerHost });
  await openSignedIn(page, app.url);
  await expect(rowOf(page, 'traefik')).toContainText('Healthy');
  demo.freeze();
  await expect(page.getByRole(alertOf).filter({ hasText: 'does not answer' })).toBeVisible({
    timeout: 15_000,
  });
  await expect(rowOf(page, 'traefik')).toContainText('Unknown');
  await expect(rowOf(page, 'traefik')).toContainText('was healthy');
  await expect(page.getByText(/^As of/).first()).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.reload(); // a page opened now says the same
  await expect(rowOf(page, 'traefik')).toContainText('Unknown');
  demo.thaw();
  await expect(rowOf(page, 'traefik')).not.toContainText('Unknown', { timeout: 10_000 });
});

test.describe('each cause has its name', () => {
  for (const [what, command, words] of [
    ['too old', { kind: 'api-version', max: '1.24', min: '1.12' }, 'too old'],
    [
      'garbage',
      { kind: 'garbage', on: ['version'], seed: 11 },
      /cannot be understood|does not answer|failed/,
    ],
    [
      'an error of its own',
      { kind: 'status', on: ['version'], status: 500, text: '{"message":"out of disk"}' },
      'out of disk',
    ],
  ] as const) {
    test(what, async ({ page }) => {
      await using demo = await startDemoProcess('--still');
      await demo.control({ do: 'add-fault', fault: command });
      await using app = await startApp({ dockerHost: demo.dockerHost });
      await openSignedIn(page, app.url);
      await expect(page.getByRole(alertOf).filter({ hasText: words })).toBeVisible();
      await expectNoViolations(page);
      await demo.control({ do: 'clear-faults' });
      await expect(rowOf(page, 'traefik')).toBeVisible({ timeout: 10_000 });
    });
  }

  test('not there', async ({ page }) => {
    await using app = await startApp({ dockerHost: 'unix:///nonexistent/docker.sock' });
    await openSignedIn(page, app.url);
    await expect(page.getByText('There is no Docker engine', { exact: true })).toBeVisible();
    await expect(page.getByText('/nonexistent/docker.sock').first()).toBeVisible();
    await expectNoViolations(page);
  });
});

test('no containers at all: says what to do', async ({ page }) => {
  await using demo = await startDemoProcess('--still', '--containers', '0');
  await using app = await startApp({ dockerHost: demo.dockerHost });
  await openSignedIn(page, app.url);
  await expect(page.getByRole('main')).toContainText(/No (services|containers|compose projects)/);
  await expectNoViolations(page);
});

test('the server goes away and comes back: the page says so and goes on by itself', async ({ page }) => {
  const first = await startApp();
  await openSignedIn(page, first.url);
  await expect(rowOf(page, 'traefik')).toBeVisible();
  // The first picture comes by HTTP. Only what is confirmed anew says that the live connection is there to be lost.
  const time = page.getByRole('banner').locator('time').first();
  const shown = await time.getAttribute('datetime');
  await expect.poll(async () => time.getAttribute('datetime')).not.toBe(shown);
  first.kill('SIGKILL');
  await first.ended();
  await expect(page.getByText(/[Rr]econnect|connection .*lost/).first()).toBeVisible();
  await expect(rowOf(page, 'traefik')).toBeVisible();
  await using again = await startApp({ dataDirectory: first.dataDirectory, port: first.port });
  expect(again.url).toBe(first.url);
  await expect(page.getByRole('banner')).toContainText('Live', { timeout: 20_000 });
});

test('5,000 containers: the page opens, filters and scrolls', async ({ page }) => {
  await using demo = await startDemoProcess('--containers', '5000');
  await using app = await startApp({ dockerHost: demo.dockerHost });
  await openSignedIn(page, app.url);
  await expect(page.getByRole('banner')).toContainText('Live', { timeout: 30_000 });
  const heading = page.getByRole('region', { name: 'Services' });
  await expect(heading).toContainText(/[45],?\d{3}/, { timeout: 30_000 });
  const rows = page.getByRole('table', { name: 'Services' }).locator('tr[data-key]');
  await expect(rows).toHaveCount(400);
  await page.getByRole('button', { name: 'Show 400 more' }).click();
  await expect(rows).toHaveCount(800);
  const started = Date.now();
  await page.getByRole('searchbox', { name: 'Filter services' }).fill('no such service');
  await expect(page.getByText('No service matches')).toBeVisible();
  expect(Date.now() - started).toBeLessThan(5_000);
});
