import { expect, test } from '@playwright/test';
import { ADMIN, type App, startApp } from '../support/app.ts';
import { addAccount, homelab } from '../support/command-line.ts';
import { complaintsOf, expectNoViolations, fillSignIn, openSignedIn } from '../support/page.ts';

let app: App;

test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(async () => {
  await app.close();
});

test('signing in leads to where one wanted to go', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto(`${app.url}/services/media/jellyfin/overview?from=link`);
  await expect(page.getByRole('heading', { name: /^Sign in to/ })).toBeVisible();
  await expectNoViolations(page);
  await fillSignIn(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('jellyfin');
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(
    '/services/media/jellyfin/overview?from=link',
  );
  expect(complaints).toEqual([]);
});

test('a wrong password is said plainly, and too many start a pause that counts down', async ({ page }) => {
  addAccount(app, 'typo', 'viewer');
  await page.goto(app.url);
  const wrong = { username: 'typo', password: 'not this one' };
  await fillSignIn(page, wrong);
  await expect(page.getByText('That name and password do not match')).toBeVisible();
  await expect(page.getByText('3 tries left')).toBeVisible();
  await expectNoViolations(page);
  for (const left of ['2 tries left', '1 try left']) {
    await fillSignIn(page, wrong);
    await expect(page.getByText(left)).toBeVisible();
  }
  for (let pause = 0; pause < 2; pause += 1) {
    await fillSignIn(page, wrong); // waits for the button to say so again
    await expect(page.getByText('Sign-in is paused')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Try again in \d/ })).toBeVisible();
  }
  await expectNoViolations(page);
});

test('“keep me signed in” survives the browser, without it the cookie does not', async ({ browser }) => {
  for (const keep of [true, false]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(app.url);
    if (keep) await page.getByLabel('Keep me signed in').check();
    await fillSignIn(page);
    await expect(page.getByRole('banner')).toBeVisible();
    const cookie = (await context.cookies()).find(({ name }) => name === 'homelab_session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect((cookie?.expires ?? -1) > 0).toBe(keep);
    await context.close();
  }
});

test('signing out ends the session, here and in other tabs', async ({ context }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  await openSignedIn(first, app.url);
  await second.goto(app.url);
  await expect(second.getByRole('banner')).toBeVisible();
  await first.getByRole('button', { name: /admin/ }).click();
  await first.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  for (const page of [first, second])
    await expect(page.getByRole('heading', { name: /^Sign in to/ })).toBeVisible();
  await expect(first.getByRole('dialog')).toHaveCount(0);
  await expect(first.getByText('another tab')).toHaveCount(0);
  await expect(second.getByText('You signed out in another tab')).toBeVisible();
});

test('an account that is disabled from the command line is out within a second', async ({ page }) => {
  await openSignedIn(page, app.url, addAccount(app, 'leaver', 'viewer'));
  const started = Date.now();
  homelab(app, ['user', 'disable', 'leaver']);
  const disabled = Date.now();
  await expect(page.getByRole('heading', { name: /^Sign in to/ })).toBeVisible();
  expect(Date.now() - disabled).toBeLessThan(2_000); // one second, and the page has to be drawn
  expect(disabled).toBeGreaterThan(started);
  await expect(page.getByText('Your account was switched off')).toBeVisible();
});

test('changing the password ends the other sessions, not this one', async ({ browser }) => {
  const credentials = addAccount(app, 'changer', 'operator');
  const [here, elsewhere] = [await browser.newContext(), await browser.newContext()];
  const [page, other] = [await here.newPage(), await elsewhere.newPage()];
  await openSignedIn(page, app.url, credentials);
  await openSignedIn(other, app.url, credentials);
  await page.goto(`${app.url}/password`);
  await expectNoViolations(page);
  await page.getByLabel('Current password', { exact: true }).fill(credentials.password);
  await page.getByLabel('New password', { exact: true }).fill('a better password');
  await page.getByLabel('New password again').fill('a better passwort');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('The two are not the same.')).toBeVisible();
  await expectNoViolations(page);
  await page.getByLabel('New password again').fill('a better password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(other.getByRole('heading', { name: /^Sign in to/ })).toBeVisible();
  await page.goto(app.url);
  await expect(page.getByRole('banner')).toBeVisible();
  await here.close();
  await elsewhere.close();
});

test('the first admin gets a password for one sign-in and has to choose another', async ({ page }) => {
  await using fresh = await startApp({ environment: { HOMELAB_ADMIN_PASSWORD: '' } });
  const password = /^\s*(?:[│|]\s*)?.*?((?:[A-Za-z0-9]{5}-){3}[A-Za-z0-9]{5})/m.exec(fresh.output())?.[1];
  expect(password, `no single-use password in:\n${fresh.output()}`).toBeDefined();
  await page.goto(fresh.url);
  await fillSignIn(page, { username: 'admin', password: password ?? '' });
  await expect(page.getByLabel('New password', { exact: true })).toBeVisible();
  await expectNoViolations(page);
  await page.goto(fresh.url); // there is no way around it
  await expect(page.getByLabel('New password', { exact: true })).toBeVisible();
  const current = page.getByLabel('Current password', { exact: true });
  if (await current.isVisible()) await current.fill(password ?? '');
  await page.getByLabel('New password', { exact: true }).fill(ADMIN.password);
  await page.getByLabel('New password again').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('banner')).toBeVisible();
});
