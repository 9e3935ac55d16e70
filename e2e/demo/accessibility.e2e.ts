import { expect, test } from '@playwright/test';
import { type App, startApp } from '../support/app.ts';
import { expectNoViolations, openSignedIn } from '../support/page.ts';

let app: App;

test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(async () => {
  await app.close();
});

const PAGES = [
  ['the overview', '/'],
  ['a filtered overview', '/?q=immich'],
  ['a project', '/projects/media'],
  ['a healthy service', '/services/media/jellyfin/overview'],
  ['an unhealthy service', '/services/immich/immich-machine-learning/overview'],
  ['a service with two containers', '/services/edge/whoami/overview'],
  ['a container outside compose', '/projects/~'],
  ['changing the password', '/password'],
  ['a page that does not exist', '/nowhere'],
] as const;

for (const colorScheme of ['dark', 'light'] as const) {
  for (const [size, viewport] of [
    ['wide', { width: 1440, height: 1000 }],
    ['laptop', { width: 1280, height: 800 }],
    ['phone', { width: 360, height: 740 }],
  ] as const) {
    test(`no violations, ${colorScheme}, ${size}`, async ({ browser }) => {
      test.slow(); // axe looks at every element of ten pages
      const context = await browser.newContext({ colorScheme, viewport });
      const page = await context.newPage();
      await openSignedIn(page, app.url);
      for (const [name, path] of PAGES) {
        await test.step(name, async () => {
          await page.goto(app.url + path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await page.waitForTimeout(300); // what fades in has its contrast once it is there
          await expectNoViolations(page);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect(overflow, 'scrolls sideways').toBeLessThanOrEqual(0);
        });
      }
      await page.goto(app.url);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible(); // before that nothing listens to keys
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.waitForTimeout(300);
      await expectNoViolations(page);
      await context.close();
    });
  }
}

test('everything is reached with the keyboard, and focus is always seen', async ({ page }) => {
  await openSignedIn(page, app.url);
  await expect(page.getByRole('table', { name: 'Services' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  for (let step = 0; step < 25; step += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return 'nothing has focus';
      const box = element.closest('label, .field') ?? element;
      const styles = [element, box].map((each) => getComputedStyle(each));
      styles.push(getComputedStyle(element, '::after')); // where a link stands for its whole row
      const seen = styles.some(
        ({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none',
      );
      return seen ? 'seen' : element.outerHTML.slice(0, 200);
    });
    expect(outline).toBe('seen');
  }
});

test('a menu that closes gives the focus back, and the page stays where it was', async ({ page }) => {
  await openSignedIn(page, app.url);
  await expect(page.getByRole('table', { name: 'Services' })).toBeVisible();
  const account = page.getByRole('button', { name: /admin/ });
  await account.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Account' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(account).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});
